// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table, so ARIA roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid; aria-activedescendant names the row
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { HeaderCell } from '#components/explorer/grid/header-cell.tsx'
import type { UnitsTable } from '#components/explorer/grid/units-table.ts'
import { CheckboxMark } from '#components/ui/field/checkbox.tsx'

type SelectAllState = 'none' | 'some' | 'all'

/** The first line of the grid; it stays at the top. */
export function HeaderRow({
  table,
  columns,
  selectAll,
  onSelectAll,
}: {
  table: UnitsTable
  columns: readonly GridColumn[]
  selectAll: SelectAllState
  onSelectAll: () => void
}) {
  const resize = (id: string, width: number) =>
    table.setColumnSizing((sizes) => ({ ...sizes, [id]: Math.min(900, Math.max(56, width)) }))
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
      {table.getFlatHeaders().map((header, index) => {
        const column = columns[index]
        return column ? (
          <HeaderCell
            key={header.id}
            header={header}
            column={column}
            columnIndex={index + 2}
            sortCount={table.state.sorting.length}
            onResize={(width) => resize(column.id, width)}
          />
        ) : null
      })}
    </div>
  )
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
