import * as z from 'zod/mini'
import type { ColumnValue } from '#lib/rows/column.ts'

/** The cells of a column in a batch of rows: the different values, and for each row 0 or the place of its value. */
export const Packed = z.object({
  values: z.array(z.union([z.string(), z.number()])),
  at: z.array(z.int().check(z.nonnegative())),
})
export type Packed = z.infer<typeof Packed>

export function pack(cells: readonly (ColumnValue | undefined)[]): Packed {
  const places = new Map<ColumnValue, number>()
  const at = cells.map((cell) => {
    if (cell === undefined) return 0
    const known = places.get(cell)
    if (known !== undefined) return known
    places.set(cell, places.size + 1)
    return places.size
  })
  return { values: [...places.keys()], at }
}
