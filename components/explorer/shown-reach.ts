import type { Comparison } from '#components/explorer/compare/comparison.ts'
import type { GridLines } from '#components/explorer/grid/grid-lines.ts'
import type { GridSelection } from '#components/explorer/selection/selection.ts'
import type { UnitsSelection } from '#components/explorer/selection/use-selection.ts'
import type { Blocked } from '#components/query/blocked.ts'
import type { RowTable } from '#lib/rows/row-table.ts'

/**
 * What actions reach. Without a selection that is everything on screen, so where only differing rows are shown, it is
 * those, and never the rest of the query.
 */
export function shownReach(
  selected: UnitsSelection,
  {
    lines: { order },
    comparison,
    isOnly,
  }: { readonly lines: GridLines; readonly comparison: Comparison | undefined; readonly isOnly: boolean },
  table: RowTable,
): { readonly selection: UnitsSelection; readonly blocked: Blocked } {
  if (!isOnly || selected.isAny) return { selection: selected, blocked: undefined }
  if (order.length === 0)
    return { selection: selected, blocked: `No unit differs from ${comparison?.name ?? ''}.` }
  const selection = { ...selected, selection: pickOf(table, order), count: order.length, isAny: true }
  return { selection, blocked: undefined }
}

export function pickOf(table: RowTable, rows: Uint32Array): GridSelection {
  const ids = new Set<string>()
  for (const row of rows) ids.add(table.ids[row] ?? '')
  return { kind: 'picked', ids }
}
