import fc from 'fast-check'
import { expect, it } from 'vitest'
import { absent, Column, pending, unknown } from '#lib/rows/column.ts'
import { summarize } from '#lib/rows/column-summary.ts'
import { allRows } from '#lib/rows/sort-rows.ts'

const cell = fc.oneof(
  fc.integer({ min: -4, max: 4 }),
  fc.constantFrom('a', 'b', 'c'),
  fc.constantFrom({ code: pending }, { code: unknown }, { code: absent }),
)

function columnOf(cells: readonly (number | string | { readonly code: number })[]): Column {
  const column = new Column()
  for (const [row, each] of cells.entries())
    column.setCode(row, typeof each === 'object' ? each.code : column.codeOf(each))
  return column
}

it('counts each cell once, as its value or as what it lacks, and finds the middle of the numbers', () => {
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
      const column = columnOf(cells)
      const summary = summarize(column, allRows(cells.length))
      const withCode = (code: number) =>
        cells.filter((each) => typeof each === 'object' && each.code === code).length

      expect(summary.values.reduce((sum, { count }) => sum + count, 0)).toBe(
        cells.filter((each) => typeof each !== 'object').length,
      )
      for (const { value, count, row } of summary.values) {
        expect(cells.filter((each) => each === value)).toHaveLength(count)
        expect(cells[row]).toBe(value)
      }
      expect([summary.pending, summary.unknown, summary.absent]).toEqual([
        withCode(pending),
        withCode(unknown),
        withCode(absent),
      ])
      const numbers = cells.filter((each) => typeof each === 'number').sort((a, b) => a - b)
      const middle = [numbers[Math.ceil(numbers.length / 2) - 1], numbers[Math.floor(numbers.length / 2)]]
      expect(summary.numbers).toEqual(
        numbers.length === 0
          ? undefined
          : {
              count: numbers.length,
              least: numbers[0],
              median: ((middle[0] ?? 0) + (middle[1] ?? 0)) / 2,
              most: numbers.at(-1),
            },
      )
    }),
    { seed: 11, numRuns: 1000 },
  )
})
