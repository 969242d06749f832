import type { GridCursor } from '#components/explorer/grid/grid-cursor.ts'
import type { GridLines } from '#components/explorer/grid/grid-lines.ts'
import type { RowTable } from '#lib/rows/row-table.ts'

/** Where a unit stands in the grid, from 0; negative inside a closed group. Undefined without a row. */
export type PlaceOf = (unitId: string) => { readonly line: number; readonly show: () => void } | undefined

export function placesIn(table: RowTable, lines: GridLines, cursor: Pick<GridCursor, 'goToUnit'>): PlaceOf {
  return (unitId) => {
    const row = table.rowOf(unitId)
    if (row === undefined) return undefined
    const line = lines.lineOf(row)
    return { line, show: () => cursor.goToUnit(row) }
  }
}
