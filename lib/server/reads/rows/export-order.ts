import 'server-only'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { sortByOf } from '#lib/rows/sort-keys.ts'
import { gatherRows, type SortBy, sortRows } from '#lib/rows/sort-rows.ts'
import type { NameOf } from '#lib/rows/unit-columns.ts'
import { fillValues, rowsAtOnce } from '#lib/server/reads/rows/export-rows.ts'
import type { ExportColumn, ExportTable } from '#lib/server/reads/rows/export-table.ts'
import type { RowsContext } from '#lib/server/reads/rows/row-lines.ts'

export type OrderColumn = ExportColumn & { readonly isDescending: boolean; readonly isGroup: boolean }

/** The rows as the grid has them: groups first, then what sorts inside them. Documents that decide are read for all rows. */
export async function inOrder(
  hub: ConfigHub,
  exported: ExportTable,
  order: readonly OrderColumn[],
  nameOf: NameOf,
  context: RowsContext,
): Promise<ExportTable> {
  for (let from = 0; from < exported.order.length; from += rowsAtOnce)
    await fillValues(hub, exported, order, exported.order.subarray(from, from + rowsAtOnce), context)
  const rulesOf = (isGroup: boolean) =>
    order
      .filter((column) => column.isGroup === isGroup)
      .map((column): SortBy => {
        const { isDescending } = column
        return { ...sortByOf({ table: exported.table, nameOf }, column), isDescending }
      })
  return { ...exported, order: gatherRows(sortRows(exported.order, rulesOf(false)), rulesOf(true)) }
}

/** `space, -changed, then unit and Space`. */
export function orderText(order: readonly OrderColumn[]): string {
  const rules = order.map(({ id, isDescending, isGroup }) =>
    isGroup ? `groups of ${id}` : `${isDescending ? '-' : ''}${id}`,
  )
  return [...rules, `${rules.length > 0 ? 'then ' : ''}unit and space`].join(', ')
}
