import { groupColumn } from '#components/explorer/columns/columns.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { sortOf } from '#components/explorer/columns/sort.ts'
import { alwaysSent, fieldColumns, type SentColumn } from '#lib/rows/row-table.ts'
import type { UnitsSearch } from '#lib/url/search-params.ts'

/** What the place of a row follows from: its name, and what rows are sorted and grouped by. */
export function orderingColumns({
  columns,
  sort,
  group,
}: Pick<UnitsSearch, 'sort' | 'group'> & {
  readonly columns: readonly GridColumn[]
}): ReadonlySet<SentColumn> {
  const sorting = sortOf(sort, columns).flatMap(({ id }) => columns.find((column) => column.id === id) ?? [])
  const grouping = group.flatMap((id) => groupColumn(id, columns) ?? [])
  const needs = [...sorting, ...grouping].flatMap((column) => column.needs)
  return new Set([...alwaysSent, ...needs.flatMap((field) => fieldColumns[field])])
}
