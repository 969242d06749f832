'use client'

import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { useDifferenceKeys } from '#components/explorer/difference-keys.ts'
import { useGridCursor } from '#components/explorer/grid/grid-cursor.ts'
import { useGridKeys } from '#components/explorer/grid/grid-keys.ts'
import type { GridHandle } from '#components/explorer/grid/grid-props.ts'
import { useGridActions } from '#components/explorer/grid-actions.ts'
import { keepWalkFrom } from '#components/explorer/keep-walk.ts'
import { useSelection } from '#components/explorer/selection/use-selection.ts'
import { shownReach } from '#components/explorer/shown-reach.ts'
import { unitAddress } from '#components/explorer/unit-address.ts'
import { useExplorer } from '#components/explorer/use-explorer.ts'
import { useGridLines } from '#components/explorer/use-grid-lines.ts'
import type { QueryReading } from '#components/query/query-reading.ts'
import type { QueryBarHandle } from '#components/query/use-bar-focus.ts'
import { markSeen } from '#components/ui/state/seen-units.ts'

export type UnitsScreenState = ReturnType<typeof useUnitsScreen>

/** What the page of units consists of: query, rows, cursor, selection, and what can be done with them. */
export function useUnitsScreen(known: QueryReading | undefined) {
  const router = useRouter()
  const grid = useRef<GridHandle>(null)
  const queryBar = useRef<QueryBarHandle>(null)
  const visibleRows = () => (grid.current === null ? [] : grid.current.visibleRows())
  const explorer = useExplorer(known, visibleRows)
  const { search, setSearch, draft, answer, blocked } = explorer
  const { table, count } = answer
  const lines = useGridLines(explorer, visibleRows)
  const selected = useSelection(search, table, count)
  const peeked = search.peek === '' ? undefined : table.rowOf(search.peek)
  const peek = (row?: number) =>
    void setSearch({ peek: row === undefined ? '' : (table.ids[row] ?? '') }, { history: 'replace' })
  const open = (row: number, isElsewhere = false) => {
    keepWalkFrom(table, lines.lines, row)
    if (isElsewhere) markSeen(table.ids[row] ?? '')
    else router.push(unitAddress(table, row))
  }
  const cursor = useGridCursor({
    table,
    lines: lines.lines,
    columns: lines.columns,
    grid,
    selection: selected.picked,
    onSelectionChange: selected.set,
    onActivate: (row) => {
      if (search.peek) peek(row)
    },
  })
  const differences = useDifferenceKeys(
    lines.lines,
    lines.comparison,
    cursor,
    blocked === undefined
      ? (compare) => void setSearch({ compare, only: 'all' }, { history: 'replace' })
      : undefined,
  )
  const reach = shownReach(selected, lines, answer, search.computed !== '')
  const actions = useGridActions({
    answer,
    lines: lines.lines,
    cursor,
    reach: { ...reach, blocked: blocked ?? reach.blocked },
    search,
  })
  useGridKeys({
    cursor,
    grid,
    queryBar,
    hasPeek: peeked !== undefined,
    hasSelection: selected.isAny,
    isDirty: draft.isDirty,
    onPeek: peek,
    onClearSelection: selected.clear,
    onDiscard: draft.revert,
    onOpen: open,
    onToggleGroup: lines.toggleGroup,
    onCopyCells: actions.copyCells,
    onChange: actions.change,
    onExport: () => actions.exportRows('csv'),
  })
  return { grid, queryBar, explorer, lines, selected, peeked, peek, open, cursor, differences, actions }
}
