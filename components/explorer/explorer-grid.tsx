'use client'

import { useRouter } from 'next/navigation'
import type { RefObject } from 'react'
import { columnActions } from '#components/explorer/column-actions.tsx'
import { NoneDiffers } from '#components/explorer/compare/none-differs.tsx'
import { rowHeights } from '#components/explorer/grid/density.ts'
import type { GridCursor } from '#components/explorer/grid/grid-cursor.ts'
import { type GridHandle, UnitsGrid } from '#components/explorer/grid/units-grid.tsx'
import { GridStage } from '#components/explorer/grid-stage.tsx'
import { isSelected } from '#components/explorer/selection/selection.ts'
import type { UnitsSelection } from '#components/explorer/selection/use-selection.ts'
import { pickOf } from '#components/explorer/shown-reach.ts'
import { unitAddress } from '#components/explorer/unit-address.ts'
import type { Explorer } from '#components/explorer/use-explorer.ts'
import type { ExplorerLines } from '#components/explorer/use-grid-lines.ts'

/** The grid in its place, with the answer, the selection and the cursor of the page. */
export function ExplorerGrid({
  ref,
  explorer,
  lines,
  selected,
  cursor,
  onPeek,
}: {
  ref: RefObject<GridHandle | null>
  explorer: Explorer
  lines: ExplorerLines
  selected: UnitsSelection
  cursor: GridCursor
  onPeek: (row: number) => void
}) {
  const router = useRouter()
  const { search, setSearch, answer, isReadable, isStale, ask } = explorer
  const { table, count } = answer
  const { isOnly } = lines
  const { order } = lines.lines
  const isShownSelected = (row: number) => isSelected(selected.selection, table.ids[row] ?? '')
  const isAll = isOnly ? order.length > 0 && order.every(isShownSelected) : selected.count === count
  return (
    <GridStage answer={answer} isReadable={isReadable} search={search} onRelax={ask}>
      {isOnly && order.length === 0 && (
        <NoneDiffers
          name={lines.comparison?.name ?? ''}
          onShowAll={() => void setSearch({ only: 'all' }, { history: 'replace' })}
        />
      )}
      <UnitsGrid
        // A new query starts at its first row, and a new density changes the height of rows.
        key={`${search.where} ${search.data} ${search.type} ${search.density}`}
        ref={ref}
        table={table}
        version={answer.version}
        lines={lines.lines}
        closedGroups={lines.closedGroups}
        columns={lines.columns}
        users={answer.users}
        nameOf={answer.nameOf}
        comparison={lines.comparison}
        columnActions={columnActions(explorer, lines.sort)}
        changed={explorer.live.changed}
        rowHeight={rowHeights[search.density]}
        activeRow={cursor.activeRow}
        isSelected={isShownSelected}
        selectAll={selected.count === 0 ? 'none' : isAll ? 'all' : 'some'}
        isStale={isStale}
        isArriving={answer.isArriving && !answer.rows.isError}
        onSelectAll={
          isAll ? selected.clear : isOnly ? () => selected.set(pickOf(table, order)) : selected.selectAll
        }
        onRow={(row, how) => {
          cursor.press(row, how === 'peek' ? 'activate' : how)
          if (how === 'peek') onPeek(row)
        }}
        onOpen={(row) => router.push(unitAddress(table, row))}
        onToggleGroup={lines.toggleGroup}
        onScroll={() => {
          answer.values.onScroll()
          lines.comparison?.onScroll()
        }}
      />
    </GridStage>
  )
}
