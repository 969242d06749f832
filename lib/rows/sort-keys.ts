import { naturalKey } from '#lib/rows/natural-order.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import type { KeyOf, SortBy } from '#lib/rows/sort-rows.ts'
import { cellsOf, type NameOf, type UnitColumn } from '#lib/rows/unit-columns.ts'

/** How the rows are sorted by a column. */
export function sortByOf(
  { table, nameOf }: { readonly table: RowTable; readonly nameOf: NameOf },
  column: UnitColumn & { readonly id: string },
): SortBy {
  const keyOf = keyOfKind(column, nameOf)
  return { column: cellsOf(table, column, column.id), ...(keyOf && { keyOf }) }
}

function keyOfKind({ holds }: UnitColumn, nameOf: NameOf): KeyOf | undefined {
  if (holds === 'time') return (value) => Date.parse(String(value))
  if (holds === 'person') return (value) => naturalKey(nameOf(String(value)))
  return holds === 'hash' ? (value) => value : undefined
}
