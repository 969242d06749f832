'use client'

import { useMemo, useState } from 'react'
import {
  type GridSelection,
  hasLostItsQuery,
  noSelection,
  reachOf,
  selectedCount,
} from '#components/explorer/selection/selection.ts'
import type { QueryFields } from '#components/query/query-fields.ts'
import type { RowTable } from '#lib/rows/row-table.ts'

/** The selection, and which part of it the query still matches. */
export function useSelection(
  { where, data, type, computed = '' }: QueryFields,
  table: RowTable,
  rowCount: number,
) {
  const [state, setState] = useState<{ selection: GridSelection; cleared?: number }>({
    selection: noSelection,
  })
  const query = { where, data, type, computed }
  // The selection is cleared, not only hidden: going back to the old query must not restore it.
  if (state.selection.kind === 'all' && hasLostItsQuery(state.selection, query)) {
    setState({ selection: noSelection, cleared: state.selection.count })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are added in place, and their count says when
  const reach = useMemo(
    () => reachOf(state.selection, (id) => table.rowOf(id) !== undefined),
    [state.selection, table, rowCount],
  )
  const set = (selection: GridSelection) => setState({ selection })
  const count = selectedCount(reach.selection, rowCount)
  return {
    /** All picked rows, whether or not they are on screen. */
    picked: state.selection,
    /** The units that an action applies to. */
    selection: reach.selection,
    count,
    outside: reach.outside,
    isAny: count + reach.outside > 0,
    /** How many units the cleared selection of "all" had, after its query was changed. */
    cleared: state.cleared,
    set,
    clear: () => set(noSelection),
    selectAll: () => set({ kind: 'all', of: query, count: rowCount }),
  }
}

export type UnitsSelection = ReturnType<typeof useSelection>
