import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Column } from '#lib/rows/column.ts'
import { matrixOf } from '#lib/rows/compare/matrix.ts'
import { allRows } from '#lib/rows/sort-rows.ts'

function columnOf(values: readonly (string | undefined)[]): Column {
  const column = new Column()
  for (const [row, value] of values.entries()) column.setCode(row, column.codeOf(value))
  return column
}

const cell = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined })
const table = fc.array(fc.tuple(fc.constantFrom('x', 'y', 'z'), cell, cell), { maxLength: 50 })

it('has every row in the one cell of its line and its column, and the lines with most outliers first', () => {
  fc.assert(
    fc.property(table, (rows) => {
      const down = columnOf(rows.map(([name]) => name))
      const across = columnOf(rows.map(([, place]) => place))
      const shown = columnOf(rows.map(([, , value]) => value))
      const matrix = matrixOf({ down, across, shown, name: down }, allRows(rows.length))

      const placed = matrix.lines.flatMap((line) =>
        [...line.cells].flatMap(([code, { start, end }]) =>
          [...matrix.order.subarray(start, end)].map((row) => [row, line.code, code]),
        ),
      )
      expect(placed.toSorted(([a = 0], [b = 0]) => a - b)).toEqual(
        rows.map((_, row) => [row, down.codeAt(row), across.codeAt(row)]),
      )
      for (const line of matrix.lines) {
        const own = rows.filter(([name]) => name === down.values[line.code]).map(([, , value]) => value)
        expect(line.differing).toBe(outliers(own))
        for (const { start, end, values, differing } of line.cells.values()) {
          expect(values.reduce((sum, [, count]) => sum + count, 0)).toBe(end - start)
          expect(differing).toBeLessThanOrEqual(end - start)
        }
      }
      const numbers = matrix.lines.map(({ differing }) => differing)
      expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
    }),
  )
})

/** How many differ from what most have; none where nothing leads. */
function outliers(values: readonly (string | undefined)[]): number {
  const counts = new Map(values.map((value) => [value, values.filter((other) => other === value).length]))
  const most = Math.max(...counts.values())
  const leading = [...counts.values()].filter((count) => count === most)
  return leading.length === 1 ? values.length - most : 0
}
