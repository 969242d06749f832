'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'
import type { CellMenuProps } from '#components/explorer/cell-menu/cell-menu.tsx'
import { NoneDiffers } from '#components/explorer/compare/none-differs.tsx'
import { rowHeights } from '#components/explorer/grid/density.ts'
import type { GridHandle } from '#components/explorer/grid/grid-props.ts'
import { UnitsGrid } from '#components/explorer/grid/units-grid.tsx'
import { GridStage } from '#components/explorer/grid-stage.tsx'
import { isSelected } from '#components/explorer/selection/selection.ts'
import { pickOf } from '#components/explorer/shown-reach.ts'
import { useColumnActions } from '#components/explorer/use-column-actions.tsx'
import type { Explorer } from '#components/explorer/use-explorer.ts'
import type { UnitsScreenState } from '#components/explorer/use-units-screen.ts'
import { lazily } from '#components/ui/lazily.tsx'

const CellMenu = lazily('CellMenu', () => import('#components/explorer/later.ts'))

/** The grid in its place, with the answer, the selection and the cursor of the page. */
export function ExplorerGrid({
  screen: { grid, explorer, lines, selected, cursor, peek, open },
}: {
  screen: UnitsScreenState
}) {
  const columnActions = useColumnActions(explorer, lines.sort)
  const { search, setSearch, answer, isReadable, isStale, ask } = explorer
  const { table, count } = answer
  const { isOnly } = lines
  const { order } = lines.lines
  const [menu, setMenu] = useState<OpenMenu>()
  const gridKey = `${search.where} ${search.data} ${search.type} ${search.computed} ${search.density}`
  const isEmpty = count === 0 && answer.rows.data?.isComplete === true
  useFocusBack(grid, `${gridKey} ${menu === undefined} ${isEmpty}`)
  const closeMenu = () => setMenu(undefined)
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
        key={gridKey}
        ref={grid}
        table={table}
        version={answer.version}
        lines={lines.lines}
        closedGroups={lines.closedGroups}
        columns={lines.columns}
        users={answer.users}
        nameOf={answer.nameOf}
        comparison={lines.comparison}
        columnActions={columnActions}
        news={explorer.live.news}
        rowHeight={rowHeights[search.density]}
        arrangement={`${search.sort} ${search.group}`}
        active={cursor.active}
        range={cursor.range}
        isSelected={isShownSelected}
        selectAll={selected.count === 0 ? 'none' : isAll ? 'all' : 'some'}
        isStale={isStale}
        isArriving={answer.isArriving && !answer.rows.isError}
        onSelectAll={
          isAll ? selected.clear : isOnly ? () => selected.set(pickOf(table, order)) : selected.selectAll
        }
        onCell={(place, how, cell) => {
          cursor.press(place, how === 'peek' || how === 'menu' ? 'activate' : how)
          const row = lines.lines.rowAt(place.line)
          if (row === undefined) return
          if (how === 'peek') peek(row)
          const column = lines.columns[place.column - 1]
          if (how === 'menu' && column !== undefined) setMenu({ unitId: table.ids[row] ?? '', column, cell })
        }}
        onOpen={open}
        onToggleGroup={lines.toggleGroup}
        onRest={() => {
          answer.values.onRest()
          lines.comparison?.onRest()
        }}
      />
      {menu && <MenuOfCell {...menu} explorer={explorer} onClose={closeMenu} onPeek={peek} onOpen={open} />}
    </GridStage>
  )
}

/** The grid of another query is another element, and what asked for it is gone: without this, nothing had the focus. */
function useFocusBack(grid: RefObject<GridHandle | null>, state: string): void {
  const shown = useRef(state)
  useEffect(() => {
    if (shown.current === state) return
    shown.current = state
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) grid.current?.focus()
    })
    return () => cancelAnimationFrame(frame)
  }, [grid, state])
}

/** A menu stays that of its unit, whose row may become another one. */
type OpenMenu = Pick<CellMenuProps, 'column' | 'cell'> & { readonly unitId: string }

function MenuOfCell({
  unitId,
  column,
  cell,
  explorer: { answer, search, setSearch, ask },
  onClose,
  onPeek,
  onOpen,
}: OpenMenu & {
  explorer: Explorer
  onClose: () => void
  onPeek: (row: number) => void
  onOpen: (row: number, isElsewhere: boolean) => void
}) {
  const { where, data, type } = search
  const row = answer.table.rowOf(unitId)
  const isGone = row === undefined
  useEffect(() => {
    if (isGone) onClose()
  }, [isGone, onClose])
  if (isGone) return null
  return (
    <CellMenu
      row={row}
      column={column}
      cell={cell}
      answer={answer}
      query={{ where, data, type }}
      onClose={onClose}
      onAsk={ask}
      onPeek={() => onPeek(row)}
      onOpen={() => onOpen(row, false)}
      onCompareWith={() => void setSearch({ compare: `unit:${unitId}` }, { history: 'replace' })}
    />
  )
}
