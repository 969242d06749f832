'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { ClassLine } from '#components/change/class-line.tsx'
import { type Choice, inclusionOf, isChoosable, isIncluded } from '#components/change/preview-counts.ts'
import { type PreviewLine, previewLines } from '#components/change/preview-lines.ts'
import { UnitLine } from '#components/change/unit-line.tsx'
import { useKeys } from '#components/ui/keys.ts'
import { groupRows } from '#lib/change/classes/classes.ts'
import type { PreviewRow } from '#lib/change/model.ts'

const lineHeight = 34
/** Beside an open document the list keeps room for a few lines. */
const leastHeight = 6 * lineHeight

export function PreviewList({
  rows,
  choice,
  onInclude,
  shownId,
  onShow,
}: {
  rows: readonly PreviewRow[]
  choice: Choice
  onInclude: (rows: readonly PreviewRow[], isIncluded: boolean) => void
  /** The unit whose document is shown. */
  shownId: string | undefined
  onShow: (unitId: string | undefined) => void
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [cursor, setCursor] = useState<string>()
  const classes = useMemo(() => groupRows(rows), [rows])
  const lines = useMemo(() => previewLines(classes, open), [classes, open])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 12,
  })

  const toggleClass = (key: string) => setOpen((current) => toggled(current, key))
  const at = lines.findIndex((line) => line.key === cursor)
  const moveTo = (index: number) => {
    const line = lines[Math.max(0, Math.min(lines.length - 1, index))]
    if (!line) return
    setCursor(line.key)
    virtual.scrollToIndex(lines.indexOf(line))
    // An open document follows the cursor; a closed one stays closed.
    if (shownId !== undefined && line.kind === 'unit') onShow(line.row.UnitID)
  }
  const act = (run: (line: PreviewLine) => void) => () => {
    const line = lines[at]
    if (line) run(line)
  }
  const openLine = (line: PreviewLine) =>
    line.kind === 'class'
      ? toggleClass(line.key)
      : onShow(shownId === line.row.UnitID ? undefined : line.row.UnitID)
  useKeys('Preview', [
    { keys: 'j', label: 'Next line', run: () => moveTo(at + 1) },
    { keys: 'k', label: 'Previous line', run: () => moveTo(Math.max(0, at - 1)) },
    { keys: 'o', label: 'Open the class, or the diff of the unit', run: act(openLine) },
    {
      keys: 'x',
      label: 'Exclude, or include',
      run: act((line) => onInclude(...toggledOf(line, choice))),
    },
    {
      keys: 'Escape',
      label: 'Close the diff',
      when: () => shownId !== undefined,
      run: () => onShow(undefined),
    },
  ])

  return (
    <div
      ref={scroller}
      style={{ minHeight: Math.min(virtual.getTotalSize(), leastHeight) }}
      className="max-h-[60vh] overflow-y-auto rounded-md border border-line bg-surface xl:max-h-none"
    >
      <ul
        aria-label="Change classes and their units"
        className="relative"
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index]
          if (!line) return null
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className="absolute inset-x-0 top-0 border-line border-b"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {line.kind === 'class' ? (
                <ClassLine
                  group={line.group}
                  isOpen={line.isOpen}
                  isCurrent={line.key === cursor}
                  inclusion={inclusionOf(line.group.rows, choice)}
                  onToggle={() => toggleClass(line.key)}
                  onInclude={(isIn) => onInclude(line.group.rows, isIn)}
                />
              ) : (
                <UnitLine
                  row={line.row}
                  isCurrent={line.key === cursor}
                  isShown={line.row.UnitID === shownId}
                  isIncluded={isIncluded(line.row, choice)}
                  onShow={() => {
                    setCursor(line.key)
                    onShow(line.row.UnitID === shownId ? undefined : line.row.UnitID)
                  }}
                  onInclude={(isIn) => onInclude([line.row], isIn)}
                />
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function toggledOf(line: PreviewLine, choice: Choice): [rows: readonly PreviewRow[], isIncluded: boolean] {
  const rows = (line.kind === 'class' ? line.group.rows : [line.row]).filter(isChoosable)
  return [rows, inclusionOf(rows, choice) !== 'all']
}

function toggled(set: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(set)
  if (!next.delete(key)) next.add(key)
  return next
}
