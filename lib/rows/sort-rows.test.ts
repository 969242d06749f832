import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Column, type ColumnValue, pending, unknown } from '#lib/rows/column.ts'
import { naturalKey } from '#lib/rows/natural-order.ts'
import { allRows, sortRows } from '#lib/rows/sort-rows.ts'

function columnOf(values: readonly (ColumnValue | undefined)[]): Column {
  const column = new Column()
  for (const [row, value] of values.entries()) column.setCode(row, column.codeOf(value))
  return column
}

const order = (rows: Uint32Array) => [...rows]

describe('sorting', () => {
  it('is natural: r9 before r10, without regard to case, numbers by size', () => {
    const texts = columnOf(['r10', 'R9', 'r9', 'a-b', 'ab'])
    expect(order(sortRows(allRows(5), [{ column: texts }]))).toEqual([3, 4, 1, 2, 0])
    const numbers = columnOf([10, 9, 100])
    expect(order(sortRows(allRows(3), [{ column: numbers }]))).toEqual([1, 0, 2])
  })

  it('has the order of a collator', () => {
    const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
    const text = fc.string({ unit: fc.constantFrom(...'abAB019é-_./:@ ,'), maxLength: 12 })
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [left, right] = [naturalKey(a), naturalKey(b)]
        expect(Math.sign(left < right ? -1 : left > right ? 1 : 0)).toBe(Math.sign(collator.compare(a, b)))
      }),
      { numRuns: 3000 },
    )
  })

  it('puts cells without a value last, whichever way round', () => {
    const column = columnOf([3, undefined, 1, 2])
    column.setCode(4, pending)
    column.setCode(5, unknown)
    expect(order(sortRows(allRows(6), [{ column }]))).toEqual([2, 3, 0, 1, 5, 4])
    expect(order(sortRows(allRows(6), [{ column, isDescending: true }]))).toEqual([0, 3, 2, 1, 5, 4])
  })

  it('by several columns agrees with comparing row by row', () => {
    const cell = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined })
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 40 }), fc.boolean(), (rows, isDescending) => {
        const first = columnOf(rows.map(([a]) => a))
        const second = columnOf(rows.map(([, b]) => b))
        const by = (a: number | undefined, b: number | undefined, turn: number) =>
          a === b ? 0 : a === undefined ? 1 : b === undefined ? -1 : (a - b) * turn
        const expected = [...rows.keys()].sort(
          (x, y) =>
            by(rows[x]?.[0], rows[y]?.[0], isDescending ? -1 : 1) ||
            by(rows[x]?.[1], rows[y]?.[1], 1) ||
            x - y,
        )
        const rules = [{ column: first, isDescending }, { column: second }]
        expect(order(sortRows(allRows(rows.length), rules))).toEqual(expected)
      }),
    )
  })

  it('by a key of the value lets equal keys keep their order', () => {
    const column = columnOf(['b1', 'a1', 'b2', 'a2'])
    const keyOf = (value: ColumnValue) => String(value).charAt(0)
    expect(order(sortRows(allRows(4), [{ column, keyOf }]))).toEqual([1, 3, 0, 2])
  })
})
