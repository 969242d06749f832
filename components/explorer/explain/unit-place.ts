import type { RefObject } from 'react'
import type { GridCursor } from '#components/explorer/grid/grid-cursor.ts'
import type { GridLines } from '#components/explorer/grid/grid-lines.ts'
import type { GridHandle } from '#components/explorer/grid/units-grid.tsx'
import type { RowTable } from '#lib/rows/row-table.ts'

/** Where a unit stands in the grid, from 0; negative inside a closed group. Undefined without a row. */
export type PlaceOf = (unitId: string) => { readonly line: number; readonly show: () => void } | undefined

export function placesIn(
  table: RowTable,
  lines: GridLines,
  cursor: Pick<GridCursor, 'press'>,
  grid: RefObject<GridHandle | null>,
): PlaceOf {
  return (unitId) => {
    const row = table.rowOf(unitId)
    if (row === undefined) return undefined
    const line = lines.lineOf(row)
    const show = () => {
      cursor.press(row, 'activate')
      if (line >= 0) grid.current?.scrollToLine(line)
    }
    return { line, show }
  }
}
