import { describe, expect, it } from 'vitest'
import { comparePairs, pairingColumns, pairingOf, pairVerdicts } from '#components/explorer/pairs/pairing.ts'
import { Column, pending, unknown } from '#lib/rows/column.ts'
import { pack } from '#lib/rows/packed.ts'
import { RowTable } from '#lib/rows/row-table.ts'

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

describe('pairs', () => {
  const sideOf = (units: Readonly<Record<string, string | undefined>>) => {
    const table = new RowTable(['labels'])
    const ids = Object.keys(units)
    const labels = Object.values(units).map((role) =>
      role === undefined ? undefined : JSON.stringify({ role }),
    )
    const columns = { slug: pack(ids), spaceId: pack(ids.map(() => 's')), labels: pack(labels) }
    table.append({ ids, columns })
    table.setSpaces([{ SpaceID: 's', Slug: 'x-dev', Labels: { Tier: 'web', Region: 'eu' } }])
    return { table, count: ids.length }
  }
  const blue = sideOf({ 'web-blue': 'web', 'db-blue': 'db', lone: undefined })
  const green = sideOf({ 'web-green': 'web', 'db-green': 'db', other: undefined })

  it('are found by a label where that is chosen; what has none is paired with nothing', () => {
    expect(pairingOf(blue, green).pairs).toEqual([])
    const { pairs, onlyA, onlyB } = pairingOf(blue, green, ['Labels.role'])
    expect(pairs).toEqual([
      [1, 1],
      [0, 0],
    ])
    expect([onlyA, onlyB]).toEqual([[2], [2]])
  })

  it('can be found by names, places and the labels of either side, and by nothing else', () => {
    const offered = pairingColumns(blue, green).map(({ id }) => id)
    expect(offered).toEqual([
      'unit',
      'environment',
      'region',
      'continent',
      'Space.Labels.Tier',
      'Labels.role',
    ])
    expect(pairingOf(blue, green, ['head']).by.map(({ id }) => id)).toEqual(['unit'])
  })
})
