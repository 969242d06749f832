'use client'

import { type ReactNode, useMemo, useState } from 'react'
import { ClassLine } from '#components/change/preview/class-line.tsx'
import { inclusionOf, isIncluded } from '#components/change/preview/preview-counts.ts'
import { type PreviewLine, previewLines } from '#components/change/preview/preview-lines.ts'
import { UnitLine } from '#components/change/preview/unit-line.tsx'
import { type PreviewListState, useListCursor } from '#components/change/preview/use-list-cursor.ts'
import { useVisibleLines } from '#components/ui/lines/visible-lines.ts'
import { groupRows } from '#lib/change/classes/classes.ts'
import type { PreviewRow } from '#lib/change/model.ts'

const lineHeight = 34
/** Beside an open document the list keeps room for a few lines. */
const leastHeight = 6 * lineHeight

export function PreviewList({
  rows,
  onOpen,
  ...state
}: PreviewListState & { rows: readonly PreviewRow[]; onOpen?: (key: string) => void }) {
  const { choice, shownId, onInclude } = state
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const lines = useLines(rows, open)
  const { scroller, virtual } = useVisibleLines({
    count: lines.length,
    keyOf: (index) => lines[index]?.key,
    lineHeight,
  })
  const onToggleClass = (key: string) => {
    setOpen((current) => toggled(current, key))
    onOpen?.(key)
  }
  const { cursor, press } = useListCursor({
    ...state,
    lines,
    onToggleClass,
    scrollTo: (index) => virtual.scrollToIndex(index),
  })
  const lineOf = (line: PreviewLine): ReactNode =>
    line.kind === 'class' ? (
      <ClassLine
        changeClass={line.changeClass}
        isOpen={line.isOpen}
        isCurrent={line.key === cursor}
        inclusion={inclusionOf(line.changeClass.rows, choice)}
        onToggle={() => onToggleClass(line.key)}
        onInclude={(isIn) => onInclude(line.changeClass.rows, isIn)}
      />
    ) : (
      <UnitLine
        row={line.row}
        isCurrent={line.key === cursor}
        isShown={line.row.UnitID === shownId}
        isIncluded={isIncluded(line.row, choice)}
        onShow={() => press(line)}
        onInclude={(isIn) => onInclude([line.row], isIn)}
      />
    )
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
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const line = lines[index]
          if (!line) return null
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className="absolute inset-x-0 top-0 border-line border-b"
              style={{ transform: `translateY(${start}px)` }}
            >
              {lineOf(line)}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function useLines(rows: readonly PreviewRow[], open: ReadonlySet<string>): readonly PreviewLine[] {
  const classes = useMemo(() => groupRows(rows), [rows])
  return useMemo(() => previewLines(classes, open), [classes, open])
}

function toggled(set: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(set)
  if (!next.delete(key)) next.add(key)
  return next
}
