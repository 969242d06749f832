'use client'

import { useMemo, useState } from 'react'
import {
  type GridSelection,
  hasLostItsQuery,
  noSelection,
  reachOf,
  selectedCount,
} from '#components/explorer/selection/selection.ts'
import type { QueryFields } from '#components/query/read-query.ts'

/** What is selected, and what of it the query still matches. */
export function useSelection({ where, data, type }: QueryFields, rowIds: readonly string[]) {
  const [state, setState] = useState<{ selection: GridSelection; cleared?: number }>({
    selection: noSelection,
  })
  const query = { where, data, type }
  // Not only hidden: going back to the old query must not bring it back.
  if (state.selection.kind === 'all' && hasLostItsQuery(state.selection, query)) {
    setState({ selection: noSelection, cleared: state.selection.count })
  }
  const reach = useMemo(() => reachOf(state.selection, new Set(rowIds)), [state.selection, rowIds])
  const set = (selection: GridSelection) => setState({ selection })
  const count = selectedCount(reach.selection, rowIds.length)
  return {
    /** What was picked, whether or not it is among the rows. */
    picked: state.selection,
    /** What an action acts on. */
    selection: reach.selection,
    count,
    outside: reach.outside,
    isAny: count + reach.outside > 0,
    /** How many the last selection of "all" had, when its query was changed under it. */
    cleared: state.cleared,
    set,
    clear: () => set(noSelection),
    selectAll: () => set({ kind: 'all', of: query, count: rowIds.length }),
  }
}

export type UnitsSelection = ReturnType<typeof useSelection>
