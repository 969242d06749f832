// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table, so ARIA roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid; aria-activedescendant names the row
'use client'

import { PanelRight } from 'lucide-react'
import { memo } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { CellContent, type CellLook } from '#components/explorer/grid/cell.tsx'
import { ChangedMark } from '#components/explorer/grid/changed-mark.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { CheckboxMark } from '#components/ui/field/checkbox-mark.tsx'
import type { LiveState } from '#lib/queries/live/live-reader.ts'

export type RowPress = 'activate' | 'toggle' | 'range' | 'peek'

/** What all lines share; it changes when a cell may have, and not while scrolling. */
export type LineLook = CellLook & {
  readonly columns: readonly GridColumn[]
  readonly widths: readonly number[]
  /** Where pinned columns stick. */
  readonly lefts: readonly (number | undefined)[]
  readonly version: string
  readonly height: number
  /** Units that changed elsewhere, by UnitID. */
  readonly changed: LiveState['changed']
}

export function rowElementId(id: string): string {
  return `unit-${id}`
}

/** One unit. It reads its cells by the number of its row; nothing is made for it beforehand. */
export const GridRow = memo(function GridRow({
  look,
  line,
  row,
  isActive,
  isSelected,
}: {
  look: LineLook
  line: number
  row: number
  isActive: boolean
  isSelected: boolean
}) {
  const { table, columns, widths, lefts, height, changed } = look
  const change = changed.get(table.ids[row] ?? '')
  const ground = groundOf(isSelected, isActive)
  return (
    <div
      id={rowElementId(table.ids[row] ?? '')}
      role="row"
      data-row={row}
      aria-rowindex={line + 2}
      aria-selected={isSelected}
      style={{ height, transform: `translateY(${line * height}px)` }}
      className={classNames(
        'group/row absolute top-0 left-0 flex w-full cursor-default border-line border-b text-sm',
        ground,
      )}
    >
      <div
        role="gridcell"
        data-part="select"
        aria-colindex={1}
        title="Select (x)"
        className={classNames('sticky left-0 z-10 grid w-9 shrink-0 place-items-center', ground)}
      >
        {isActive && <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-accent" />}
        <CheckboxMark isSelected={isSelected} />
      </div>
      {columns.map((column, index) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={index + 2}
          style={{ width: widths[index], left: lefts[index] }}
          className={classNames(
            'flex shrink-0 items-center overflow-hidden whitespace-nowrap px-2',
            column.holds === 'number' && 'figures justify-end',
            index === 0 && `sticky z-10 ${ground}`,
            index > 0 && lefts[index] !== undefined && `z-10 sm:sticky ${ground}`,
          )}
        >
          {index === 0 && change && <ChangedMark change={change} nameOf={look.nameOf} now={look.now} />}
          <CellContent look={look} row={row} column={column} />
          {index === 0 && <PeekButton look={look} row={row} />}
        </div>
      ))}
    </div>
  )
})

function PeekButton({ look: { table }, row }: { look: LineLook; row: number }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      data-part="peek"
      title="Peek at the unit (space)"
      aria-label={`Peek at ${table.sent('space').textAt(row) ?? ''}/${table.sent('slug').textAt(row) ?? ''}`}
      className="ml-auto grid size-6 shrink-0 place-items-center rounded-sm text-muted opacity-0 hover:bg-press hover:text-ink group-hover/row:opacity-100 pointer-coarse:opacity-100"
    >
      <PanelRight aria-hidden size={14} />
    </button>
  )
}

/** Frozen cells need an opaque background, or the other cells would show through. */
function groundOf(isSelected: boolean, isActive: boolean): string {
  if (isSelected) return 'bg-accent-soft'
  return isActive ? 'bg-hover' : 'bg-surface hover:bg-hover group-hover/row:bg-hover'
}
