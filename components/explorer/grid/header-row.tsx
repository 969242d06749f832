// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table, so ARIA roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid; aria-activedescendant names the row
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { SortRule } from '#components/explorer/columns/sort.ts'
import { type ColumnSort, HeaderCell } from '#components/explorer/grid/header-cell.tsx'
import { CheckboxMark } from '#components/ui/field/checkbox-mark.tsx'

type SelectAllState = 'none' | 'some' | 'all'

/** The first line of the grid; it stays at the top. */
export function HeaderRow({
  columns,
  widths,
  sort,
  selectAll,
  onSort,
  onResize,
  onSelectAll,
}: {
  columns: readonly GridColumn[]
  widths: readonly number[]
  sort: readonly SortRule[]
  selectAll: SelectAllState
  onSort: (column: GridColumn, withOthers: boolean) => void
  onResize: (id: string, width: number) => void
  onSelectAll: () => void
}) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-20 flex w-max min-w-full border-line border-b bg-sunken"
    >
      <div
        role="columnheader"
        aria-colindex={1}
        className="sticky left-0 z-10 grid w-9 shrink-0 place-items-center bg-sunken"
      >
        <SelectAll state={selectAll} onPress={onSelectAll} />
      </div>
      {columns.map((column, index) => (
        <HeaderCell
          key={column.id}
          column={column}
          width={widths[index] ?? column.width}
          columnIndex={index + 2}
          sort={sortOfColumn(sort, column.id)}
          onSort={(withOthers) => onSort(column, withOthers)}
          onResize={(width) => onResize(column.id, width)}
        />
      ))}
    </div>
  )
}

function sortOfColumn(sort: readonly SortRule[], id: string): ColumnSort | undefined {
  const place = sort.findIndex((rule) => rule.id === id)
  const rule = sort[place]
  if (rule === undefined) return undefined
  return { isDescending: rule.desc, ...(sort.length > 1 && { position: place + 1 }) }
}

function SelectAll({ state, onPress }: { state: SelectAllState; onPress: () => void }) {
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={state === 'some' ? 'mixed' : state === 'all'}
      aria-label="Select all units"
      onClick={onPress}
      className="grid size-6 place-items-center rounded-sm"
    >
      <CheckboxMark isSelected={state === 'all'} isIndeterminate={state === 'some'} />
    </button>
  )
}
