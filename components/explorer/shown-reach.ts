import type { Comparison } from '#components/explorer/compare/comparison.ts'
import type { ExplorerAnswer } from '#components/explorer/explorer-answer.ts'
import type { GridLines } from '#components/explorer/grid/grid-lines.ts'
import type { GridSelection } from '#components/explorer/selection/selection.ts'
import type { UnitsSelection } from '#components/explorer/selection/use-selection.ts'
import type { Blocked } from '#components/query/blocked.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { allRows } from '#lib/rows/sort-rows.ts'

export type Reach = {
  readonly selection: UnitsSelection
  /** The ids of the selection stand for all that is known to match the query. */
  readonly isWholeQuery?: boolean
  readonly blocked: Blocked
}

/**
 * What actions reach. Without a selection that is everything on screen, so where only differing rows are shown, it is
 * those, and never the rest of the query. What is computed here cannot be asked again, so its rows are reached by their
 * ids.
 */
export function shownReach(
  selected: UnitsSelection,
  {
    lines: { order },
    comparison,
    isOnly,
  }: { readonly lines: GridLines; readonly comparison: Comparison | undefined; readonly isOnly: boolean },
  { table, count, rows }: Pick<ExplorerAnswer, 'table' | 'count' | 'rows'>,
  isComputed: boolean,
): Reach {
  const isAll = selected.selection.kind === 'all'
  if (selected.isAny ? !(isAll && isComputed) : !isOnly && !isComputed)
    return { selection: selected, blocked: undefined }
  if (isComputed && rows.data?.isComplete !== true) return { selection: selected, blocked: computing }
  const reached = isOnly && !isAll ? order : allRows(count)
  if (reached.length === 0) {
    const none = isOnly ? `No unit differs from ${comparison?.name ?? ''}.` : 'No unit is known to match.'
    return { selection: selected, blocked: none }
  }
  const selection = { ...selected, selection: pickOf(table, reached), count: reached.length, isAny: true }
  return { selection, isWholeQuery: !isOnly || isAll, blocked: undefined }
}

const computing = 'The rows are still being computed.'

export function pickOf(table: RowTable, rows: Uint32Array): GridSelection {
  const ids = new Set<string>()
  for (const row of rows) ids.add(table.ids[row] ?? '')
  return { kind: 'picked', ids }
}
