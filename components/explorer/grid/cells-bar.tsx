'use client'

import { ClipboardCopy, X } from 'lucide-react'
import { type CellRange, columnCount } from '#components/explorer/grid/cell-place.ts'
import type { GridLines } from '#components/explorer/grid/grid-lines.ts'
import { Button } from '#components/ui/button.tsx'
import { count } from '#lib/base/plural.ts'

/** What is marked by Shift and the arrows: cells to copy, which is not a selection of units. */
export function CellsBar({
  range,
  lines,
  onCopy,
  onClear,
}: {
  range: CellRange
  lines: GridLines
  onCopy: () => void
  onClear: () => void
}) {
  const columns = columnCount(range)
  const rows = lines.rowsOn(range.firstLine, range.lastLine).length
  return (
    <section
      aria-label="Marked cells"
      className="flex shrink-0 flex-wrap items-center gap-2 border-line border-t bg-raised px-3 py-1.5"
    >
      <p aria-live="polite" className="figures font-medium text-sm">
        {count(rows * columns, 'cell')}, {count(columns, 'column')}
      </p>
      <p className="text-muted text-xs max-sm:hidden">
        x selects {rows === 1 ? 'the unit' : `the ${count(rows, 'unit')}`}
      </p>
      <Button size="sm" variant="quiet" onPress={onClear}>
        <X aria-hidden size={14} />
        Clear
      </Button>
      <Button size="sm" className="ml-auto" onPress={onCopy}>
        <ClipboardCopy aria-hidden size={14} />
        Copy the cells
      </Button>
    </section>
  )
}
