// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table, so ARIA roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid; aria-activedescendant names the row
'use client'

import { PanelRight } from 'lucide-react'
import { type MouseEvent, memo } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { differs } from '#components/explorer/columns/grouping.ts'
import type { UnitRow } from '#components/explorer/columns/unit-row.ts'
import { CellContent } from '#components/explorer/grid/cell.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { CheckboxMark } from '#components/ui/field/checkbox.tsx'
import type { UsersById } from '#components/ui/user-name.tsx'

export type RowPress = 'activate' | 'toggle' | 'range' | 'peek'

export function rowElementId(id: string): string {
  return `unit-${id}`
}

/** One unit. Memoized, because there may be thousands of rows. */
export const GridRow = memo(function GridRow({
  row,
  rowIndex,
  top,
  height,
  widths,
  columns,
  users,
  majority,
  isActive,
  isSelected,
  onRow,
  onOpen,
}: {
  row: UnitRow
  rowIndex: number
  top: number
  height: number
  widths: readonly number[]
  columns: readonly GridColumn[]
  users: UsersById | undefined
  majority: ReadonlyMap<string, string>
  isActive: boolean
  isSelected: boolean
  onRow: (row: UnitRow, how: RowPress) => void
  onOpen: (row: UnitRow) => void
}) {
  const ground = groundOf(isSelected, isActive)
  const press = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('a')) return
    onRow(row, event.shiftKey ? 'range' : event.metaKey || event.ctrlKey ? 'toggle' : 'activate')
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of a row are those of the grid, which has the focus
    <div
      id={rowElementId(row.id)}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      style={{ height, transform: `translateY(${top}px)` }}
      // Shift selects rows; without this it would select their text as well.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={press}
      onDoubleClick={() => onOpen(row)}
      className={classNames(
        'group/row absolute top-0 left-0 flex w-full cursor-default border-line border-b text-sm',
        ground,
      )}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: x does the same */}
      <div
        role="gridcell"
        aria-colindex={1}
        title="Select (x)"
        onClick={(event) => {
          event.stopPropagation()
          onRow(row, event.shiftKey ? 'range' : 'toggle')
        }}
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
          style={{ width: widths[index] }}
          className={classNames(
            'flex shrink-0 items-center overflow-hidden whitespace-nowrap px-2',
            column.isNumeric && 'figures justify-end',
            index === 0 && `sticky left-9 z-10 ${ground}`,
          )}
        >
          <CellContent
            row={row}
            column={column}
            users={users}
            isDifferent={differs(row, column, majority.get(column.id))}
          />
          {index === 0 && (
            <button
              type="button"
              tabIndex={-1}
              title="Peek at the unit (space)"
              aria-label={`Peek at ${row.spaceSlug}/${row.slug}`}
              onClick={(event) => {
                event.stopPropagation()
                onRow(row, 'peek')
              }}
              className="ml-auto grid size-6 shrink-0 place-items-center rounded-sm text-muted opacity-0 hover:bg-press hover:text-ink group-hover/row:opacity-100 pointer-coarse:opacity-100"
            >
              <PanelRight aria-hidden size={14} />
            </button>
          )}
        </div>
      ))}
    </div>
  )
})

/** Frozen cells need an opaque background, or the other cells would show through. */
function groundOf(isSelected: boolean, isActive: boolean): string {
  if (isSelected) return 'bg-accent-soft'
  return isActive ? 'bg-hover' : 'bg-surface hover:bg-hover group-hover/row:bg-hover'
}
