import { expect, it } from 'vitest'
import { comparePairs, pairVerdicts } from '#components/explorer/pairs/pairing.ts'
import { Column, pending, unknown } from '#lib/rows/column.ts'

function columnOf(...cells: readonly (string | typeof pending | typeof unknown | undefined)[]): Column {
  const column = new Column()
  for (const [row, cell] of cells.entries())
    column.setCode(row, typeof cell === 'number' ? cell : column.codeOf(cell))
  return column
}

const a = columnOf('1', '1', undefined, pending, '1', unknown)
const b = columnOf('1', '2', undefined, '1', pending, '1')
const pairs = [0, 1, 2, 3, 4, 5].map((row) => [row, row] as const)

it('calls a pair the same only where both were read', () => {
  expect(pairs.map((pair) => pairVerdicts({ a, b })(...pair))).toEqual([
    'same',
    'differs',
    'same',
    'pending',
    'pending',
    'unknown',
  ])
})

it('counts what is not known apart from what differs', () => {
  const compared = comparePairs(pairs, [{ a, b }])
  expect(compared).toEqual({ differing: [[1, 1]], pending: 2, unknown: 1 })
  // One column that differs is enough, whatever is still to come in another.
  const other = columnOf(...pairs.map(() => '1'))
  const opposite = columnOf(...pairs.map(() => '2'))
  expect(
    comparePairs(pairs, [
      { a, b },
      { a: other, b: opposite },
    ]),
  ).toEqual({
    differing: pairs,
    pending: 0,
    unknown: 0,
  })
})
