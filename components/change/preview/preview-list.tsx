'use client'

import { type ReactNode, useMemo, useRef, useState } from 'react'
import { ClassLine } from '#components/change/preview/class-line.tsx'
import { inclusionOf, isIncluded } from '#components/change/preview/preview-counts.ts'
import { type PreviewLine, previewLines } from '#components/change/preview/preview-lines.ts'
import { useSpaceDimensions } from '#components/change/preview/space-dimensions.ts'
import { UnitLine } from '#components/change/preview/unit-line.tsx'
import { type PreviewListState, useListCursor } from '#components/change/preview/use-list-cursor.ts'
import { Lines, type LinesControl } from '#components/ui/lines/lines.tsx'
import { groupRows } from '#lib/change/classes/classes.ts'
import type { PreviewRow } from '#lib/change/model.ts'

/** Of a unit, and of most classes: 34 pixels and the border. */
const lineHeight = 35
/** Beside an open document the list keeps room for a few lines. */
const linesKept = 6

export function PreviewList({
  rows,
  onOpen,
  ...state
}: PreviewListState & { rows: readonly PreviewRow[]; onOpen?: (key: string) => void }) {
  const { choice, shownId, onInclude } = state
  const dimensionsOf = useSpaceDimensions()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const lines = useLines(rows, open)
  const list = useRef<LinesControl>(null)
  const onToggleClass = (key: string) => {
    setOpen((current) => toggled(current, key))
    onOpen?.(key)
  }
  const { cursor, press } = useListCursor({
    ...state,
    lines,
    onToggleClass,
    scrollTo: (index) => list.current?.scrollTo(index),
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
        dimensions={dimensionsOf(line.row.SpaceSlug)}
        isCurrent={line.key === cursor}
        isShown={line.row.UnitID === shownId}
        isIncluded={isIncluded(line.row, choice)}
        onShow={() => press(line)}
        onInclude={(isIn) => onInclude([line.row], isIn)}
      />
    )
  return (
    <Lines
      label="Change classes and their units"
      items={lines}
      keyOf={keyOf}
      lineHeight={lineHeight}
      linesKept={linesKept}
      control={list}
      className="max-h-[60vh] xl:max-h-none"
    >
      {lineOf}
    </Lines>
  )
}

function keyOf({ key }: PreviewLine): string {
  return key
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
