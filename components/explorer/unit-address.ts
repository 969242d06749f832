import type { Route } from 'next'
import type { RowTable } from '#lib/rows/row-table.ts'
import { routes } from '#lib/url/routes.ts'

/** The page of the unit in a row. */
export function unitAddress(table: RowTable, row: number): Route {
  return routes.unit(table.sent('space').textAt(row) ?? '', table.sent('slug').textAt(row) ?? '')
}
