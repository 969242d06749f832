import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { absent, Column, type ColumnValue, isUnread, pending, unknown } from '#lib/rows/column.ts'
import { compareRows, verdict } from '#lib/rows/compare/compare-rows.ts'
import {
  expectCells,
  expectMost,
  expectMostOfGroup,
  expectOne,
  expectPlace,
} from '#lib/rows/compare/expected.ts'
import { groupRows } from '#lib/rows/group-rows.ts'
import { allRows } from '#lib/rows/sort-rows.ts'

/** A cell as a test writes it. */
type Cell = ColumnValue | 'pending' | 'unknown' | undefined
const cell: fc.Arbitrary<Cell> = fc.constantFrom<Cell>(1, 2, 3, 'a', 'pending', 'unknown', undefined)
const cells = fc.array(fc.tuple(cell, cell, fc.constantFrom('x', 'y'), fc.constantFrom('eu', 'us')), {
  maxLength: 40,
})

function columnOf(values: readonly Cell[]): Column {
  const column = new Column()
  for (const [row, value] of values.entries()) {
    const code = value === 'pending' ? pending : value === 'unknown' ? unknown : column.codeOf(value)
    column.setCode(row, code)
  }
  return column
}

const isRead = (value: Cell) => value !== 'pending' && value !== 'unknown'

/** What most of these have; undefined where none leads. */
function most(values: readonly Cell[]): { readonly value: Cell } | undefined {
  const read = values.filter(isRead)
  const counts = new Map(read.map((value) => [value, read.filter((other) => other === value).length]))
  const highest = Math.max(0, ...counts.values())
  const leading = [...counts].filter(([, count]) => count === highest)
  return leading.length === 1 && leading[0] ? { value: leading[0][0] } : undefined
}

/** The rows that differ, one by one. */
function differing(column: Column, expected: Uint32Array, count: number): number[] {
  const compared = compareRows([{ id: 'c', cells: column, expected }], count).columns.get('c')
  const rows = [...allRows(count)].filter((row) => compared?.verdicts[row] === verdict.differs)
  expect(compared?.counts[verdict.differs]).toBe(rows.length)
  return rows
}

const naive = (own: readonly Cell[], other: (row: number) => { readonly value: Cell } | undefined) =>
  own.flatMap((value, row) => {
    const expected = other(row)
    return expected !== undefined && isRead(value) && isRead(expected.value) && value !== expected.value
      ? [row]
      : []
  })

describe('the cells that differ', () => {
  it('from most rows, from most of a group, and from most of a place are those that a slow comparison finds', () => {
    fc.assert(
      fc.property(cells, (rows) => {
        const own = rows.map(([value]) => value)
        const names = rows.map(([, , name]) => name)
        const places = rows.map(([, , , place]) => place)
        const [column, name, place] = [columnOf(own), columnOf(names), columnOf(places)]
        const count = rows.length
        const all = allRows(count)

        // A row without a value counts where another one of its name has a value, or may have.
        const mayHave = (row: number) =>
          own.some((value, other) => value !== undefined && names[other] === names[row])
        const among = (isIn: (row: number, other: number) => boolean) => (row: number) => {
          const others = own.filter((_, other) => mayHave(other) && isIn(row, other))
          return mayHave(row) && others.length > 1 ? most(others) : undefined
        }
        const isTwin = (row: number, other: number) => names[other] === names[row]
        const isAlone = rows.every((_, row) =>
          rows.every((__, other) => row === other || !isTwin(row, other)),
        )

        const ofName = among(isAlone ? () => true : isTwin)
        expect(differing(column, expectMost(column, name, count), count)).toEqual(naive(own, ofName))

        const { order, groups } = groupRows(all, [{ column: place }])
        const grouped = expectMostOfGroup(column, name, { order, groups }, count)
        const ofGroup = among((row, other) => places[other] === places[row])
        expect(differing(column, grouped, count)).toEqual(naive(own, ofGroup))

        const inEurope = expectPlace(column, { name, place }, 'eu', { count, isArriving: false })
        const twins = (row: number) =>
          most(own.filter((_, other) => names[other] === names[row] && places[other] === 'eu'))
        expect(differing(column, inEurope, count)).toEqual(naive(own, twins))
      }),
    )
  })

  it('from cells that were read elsewhere are found by value, and the column counts no value more', () => {
    fc.assert(
      fc.property(cells, (rows) => {
        const own = rows.map(([value]) => value)
        const others = rows.map(([, value]) => value)
        const [column, read] = [columnOf(own), columnOf(others)]
        const before = column.valueCount
        const source = columnOf(rows.map((_, row) => (row % 3 === 0 ? undefined : 'r7')))

        const expected = expectCells(column, read, source, rows.length)
        const other = (row: number) => (row % 3 === 0 ? undefined : { value: others[row] })
        expect(differing(column, expected, rows.length)).toEqual(naive(own, other))
        expect(column.valueCount).toBe(before)
      }),
    )
  })
})

describe('a row', () => {
  const count = 5
  const left = columnOf([1, 2, 1, 'unknown', 'pending'])
  const right = columnOf([1, 1, 'pending', 1, 1])
  const one = (column: Column) => expectOne(count, column.codeOf(1))
  const compared = compareRows(
    [
      { id: 'left', cells: left, expected: one(left) },
      { id: 'right', cells: right, expected: one(right) },
    ],
    count,
  )

  it('differs by one cell, and is the same only when all its cells were read', () => {
    expect([...compared.verdicts]).toEqual([
      verdict.same,
      verdict.differs,
      verdict.pending,
      verdict.unknown,
      verdict.pending,
    ])
    expect(compared.counts[verdict.differs]).toBe(1)
  })

  it('has nothing to differ from where two values are equally frequent, or nobody of its name is there', () => {
    const tie = columnOf([1, 2])
    expect(differing(tie, expectMost(tie, columnOf(['x', 'x']), 2), 2)).toEqual([])
    const places = { name: columnOf(['a', 'b']), place: columnOf(['eu', 'us']) }
    const whole = { count: 2, isArriving: false }
    const { verdicts } = compareRows(
      [{ id: 'c', cells: tie, expected: expectPlace(tie, places, 'eu', whole) }],
      2,
    )
    expect([...verdicts]).toEqual([verdict.same, verdict.nothing])
  })

  it('without a value differs from one that most rows have, and the other way round', () => {
    const mostly = columnOf([undefined, undefined, 3])
    expect(mostly.codeAt(0)).toBe(absent)
    expect(isUnread(mostly.codeAt(0))).toBe(false)
    expect(differing(mostly, expectMost(mostly, columnOf(['x', 'x', 'x']), 3), 3)).toEqual([2])
  })
  it('of one service is held neither against another service nor against what has no such value', () => {
    const names = ['web', 'web', 'web', 'api', 'api', 'lone', 'config', 'config']
    const image = columnOf(['web:1', 'web:1', 'web:2', 'api:9', 'api:9', 'lone:1', undefined, undefined])
    const expected = expectMost(image, columnOf(names), names.length)
    const { verdicts } = compareRows([{ id: 'image', cells: image, expected }], names.length)
    const { same, differs, nothing } = verdict
    expect([...verdicts]).toEqual([same, same, differs, same, same, nothing, nothing, nothing])

    const places = { name: columnOf(names), place: columnOf(names.map(() => 'eu')) }
    const inPlace = expectPlace(image, places, 'eu', { count: names.length, isArriving: false })
    expect([
      ...compareRows([{ id: 'image', cells: image, expected: inPlace }], names.length).verdicts,
    ]).toEqual([same, same, differs, same, same, same, nothing, nothing])
  })

  it('may have something of its name in a place until all rows and their places are known', () => {
    const cells = columnOf([1, 2])
    const name = columnOf(['a', 'b'])
    const judge = (place: readonly Cell[], isArriving: boolean) => {
      const expected = expectPlace(cells, { name, place: columnOf(place) }, 'eu', { count: 2, isArriving })
      return [...compareRows([{ id: 'c', cells, expected }], 2).verdicts]
    }
    expect(judge(['pending', 'pending'], true)).toEqual([verdict.pending, verdict.pending])
    expect(judge(['eu', 'us'], true)).toEqual([verdict.same, verdict.pending])
    expect(judge(['eu', 'unknown'], false)).toEqual([verdict.same, verdict.unknown])
    expect(judge(['eu', 'us'], false)).toEqual([verdict.same, verdict.nothing])
  })
})
