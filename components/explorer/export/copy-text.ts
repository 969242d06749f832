import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { pasteLine } from '#lib/base/csv.ts'
import { isUnread } from '#lib/rows/column.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { cellsOf, cellText, type NameOf, unreadText } from '#lib/rows/unit-columns.ts'

/** Rows as spreadsheets paste them: tab-separated, with a header. */
export function copyTextOf(
  { table, nameOf }: { readonly table: RowTable; readonly nameOf: NameOf },
  columns: readonly GridColumn[],
  rows: Uint32Array,
): string {
  const cells = columns.map((column) => ({ column, read: cellsOf(table, column, column.id) }))
  const lines = Array.from(rows, (row) =>
    cells.map(({ column, read }) => {
      const code = read.codeAt(row)
      return isUnread(code) ? unreadText : cellText(read.values[code], column, nameOf)
    }),
  )
  return [columns.map(({ title }) => title), ...lines].map(pasteLine).join('\n')
}
