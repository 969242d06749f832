import { describe, expect, it } from 'vitest'
import { absent, pending, unknown } from '#lib/rows/column.ts'
import { labelKeys } from '#lib/rows/label-keys.ts'
import { pack } from '#lib/rows/packed.ts'
import { RowTable } from '#lib/rows/row-table.ts'
import { setValueCell } from '#lib/rows/value-cells.ts'

function batch(ids: readonly string[], heads: readonly (number | undefined)[] = ids.map(() => 1)) {
  return {
    ids: [...ids],
    columns: {
      slug: pack(ids.map((id) => `slug of ${id}`)),
      spaceId: pack(ids.map((_, index) => (index % 2 === 0 ? 'london' : 'nowhere'))),
      head: pack(heads),
    },
  }
}

describe('rows that arrive', () => {
  it('are added in batches, and read as they were sent, empty cells too', () => {
    const table = new RowTable(['head'])
    table.append(batch(['a', 'b'], [3, undefined]))
    table.append(batch(['c'], [3]))

    expect(table.ids).toEqual(['a', 'b', 'c'])
    expect([0, 1, 2].map((row) => table.sent('head').numberAt(row))).toEqual([3, undefined, 3])
    expect(table.rowOf('c')).toBe(2)
    expect(table.sent('slug').textAt(2)).toBe('slug of c')
  })

  it('more than a thousand at once keep their cells', () => {
    const ids = Array.from({ length: 5000 }, (_, index) => `unit ${index}`)
    const table = new RowTable([])
    table.append(batch(ids))

    expect(table.sent('slug').textAt(4999)).toBe('slug of unit 4999')
  })

  it('twice, because a unit moved between two pages, are one row', () => {
    const table = new RowTable(['head'])
    table.append(batch(['a', 'b']))
    table.append(batch(['b', 'c'], [9, 9]))

    expect(table.ids).toEqual(['a', 'b', 'c'])
    expect([0, 1, 2].map((row) => table.sent('head').numberAt(row))).toEqual([1, 1, 9])
  })

  it('are completed by later cells, and what does not come is unknown', () => {
    const table = new RowTable(['change'])
    table.append(batch(['a', 'b']))
    table.complete({ ids: ['b', 'gone'], columns: { changedBy: pack(['alice', 'bob']) } })
    table.settle()

    expect(table.sent('changedBy').textAt(1)).toBe('alice')
    expect(table.sent('changedBy').codeAt(0)).toBe(unknown)
  })
})

describe('what follows from the Space', () => {
  it('is to come until the Spaces are known, unknown where one was not sent, and counted where it follows from a Slug', () => {
    const table = new RowTable([])
    table.append(batch(['a', 'b', 'c']))
    expect(table.bySpace('region').valueAt(0)).toBe(undefined)

    table.setSpaces([{ SpaceID: 'london', Slug: 'x-prod-lon', Labels: { Environment: 'prod' } }])
    expect([0, 1].map((row) => table.bySpace('region').valueAt(row))).toEqual(['lon', undefined])
    for (const column of [table.bySpace('region'), table.bySpace('continent'), table.spaceLabel('Zone')])
      expect(column.codeAt(1)).toBe(unknown)
    expect(table.spaceLabel('Zone').codeAt(0)).toBe(absent)
    expect(table.countDerived('region', Uint32Array.of(0, 1, 2))).toBe(2)
    expect(table.countDerived('environment', Uint32Array.of(0, 1, 2))).toBe(0)

    table.append(batch(['d']))
    expect(table.bySpace('region').valueAt(3)).toBe('lon')
  })
})

describe('values of documents', () => {
  it('are kept where the document is the same, and read anew where it is not', () => {
    const withHashes = (hashes: readonly string[]) => {
      const table = new RowTable(['hash'])
      table.append({ ids: ['a', 'b', 'c'], columns: { hash: pack(hashes) } })
      return table
    }
    const before = withHashes(['1', '2', '3'])
    const values = before.valueColumn('* spec.replicas')
    for (const row of [0, 1]) setValueCell(values, row, [{ value: 5 }])
    const after = withHashes(['1', 'other', '3'])
    after.keepValues(before)

    const kept = after.valueColumn('* spec.replicas')
    expect([0, 1, 2].map((row) => kept.valueAt(row))).toEqual([5, undefined, undefined])
  })

  it('keep numbers numbers, several in one cell, and remember what is masked', () => {
    const column = new RowTable([]).valueColumn('x')
    setValueCell(column, 0, [{ value: 3 }])
    setValueCell(column, 1, [{ value: 'a' }, { value: 2 }])
    setValueCell(column, 2, [{ value: '••••••••ab', masked: true }])

    expect([0, 1, 2].map((row) => column.valueAt(row))).toEqual([3, 'a, 2', '••••••••ab'])
    expect([0, 1, 2].map((row) => column.masked.has(column.codeAt(row)))).toEqual([false, false, true])
  })
})

describe('labels', () => {
  it('of units and of Spaces are columns; what has none is empty, and what has not come is to come', () => {
    const table = new RowTable(['labels'])
    const labels = [
      JSON.stringify({ Team: 'rates', constructor: 'x' }),
      undefined,
      JSON.stringify({ Tier: '1' }),
    ]
    const { ids, columns } = batch(['a', 'b', 'c'])
    table.append({ ids, columns: { ...columns, labels: pack(labels) } })

    expect([0, 1, 2].map((row) => table.label('Team').codeAt(row))).toEqual([3, absent, absent])
    expect(table.label('Team').valueAt(0)).toBe('rates')
    expect(table.label('toString').codeAt(0)).toBe(absent)
    expect(table.spaceLabel('Zone').codeAt(0)).toBe(pending)
    table.setSpaces([{ SpaceID: 'london', Slug: 'london', Labels: { Zone: 'eu' } }])
    expect([0, 1].map((row) => table.spaceLabel('Zone').valueAt(row))).toEqual(['eu', undefined])

    table.append({ ids: ['d'], columns: { labels: pack([JSON.stringify({ Team: 'fx' })]) } })
    expect(table.label('Team').valueAt(3)).toBe('fx')
    expect(labelKeys(table, 4)).toEqual([
      { id: 'Labels.Team', rows: 2 },
      { id: 'Space.Labels.Zone', rows: 2 },
      { id: 'Labels.constructor', rows: 1 },
      { id: 'Labels.Tier', rows: 1 },
    ])
  })
})
