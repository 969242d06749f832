import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Column, type ColumnValue, pending } from '#lib/rows/column.ts'
import { distribution, pivot } from '#lib/rows/count-values.ts'
import { groupKey, groupRows, linesOf } from '#lib/rows/group-rows.ts'
import { allRows } from '#lib/rows/sort-rows.ts'

function columnOf(values: readonly (ColumnValue | undefined)[]): Column {
  const column = new Column()
  for (const [row, value] of values.entries()) column.setCode(row, column.codeOf(value))
  return column
}

describe('grouping', () => {
  const environment = columnOf(['prod', 'dev', 'prod', undefined, 'prod'])
  const region = columnOf(['us', 'us', 'eu', 'eu', 'us'])
  const nested = groupRows(allRows(5), [{ column: environment }, { column: region }])

  it('is nested, in order of values, rows without one last, and keeps the order inside', () => {
    const shown = nested.groups.map(({ level, value, start, end }) => [
      level,
      value,
      [...nested.order.slice(start, end)],
    ])
    expect(shown).toEqual([
      [0, 'dev', [1]],
      [1, 'us', [1]],
      [0, 'prod', [2, 0, 4]],
      [1, 'eu', [2]],
      [1, 'us', [0, 4]],
      [0, undefined, [3]],
      [1, 'eu', [3]],
    ])
  })

  it('shows a closed group as one line, whatever is open inside it', () => {
    const prod = nested.groups.findIndex(({ value }) => value === 'prod')
    const lines = linesOf(nested, new Set([groupKey(nested, prod)]))
    expect([...lines]).toEqual([~0, ~1, 1, ~2, ~5, ~6, 3])
  })

  it('keeps values apart that are equal in order, and cells to come apart from empty ones', () => {
    const column = columnOf(['A', 'a', 'A', undefined])
    column.setCode(4, pending)
    expect(groupRows(allRows(5), [{ column }]).groups.map(({ start, end }) => end - start)).toEqual([
      2, 1, 1, 1,
    ])
  })

  it('has each row once, and groups whose sizes add up', () => {
    const cell = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined })
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 60 }), (rows) => {
        const by = [0, 1].map((place) => ({ column: columnOf(rows.map((row) => row[place])) }))
        const grouped = groupRows(allRows(rows.length), by)
        const shown = [...linesOf(grouped, new Set())].filter((line) => line >= 0)
        expect(shown.toSorted((a, b) => a - b)).toEqual([...rows.keys()])
        for (const level of [0, 1]) {
          const sizes = grouped.groups
            .filter((group) => group.level === level)
            .map(({ start, end }) => end - start)
          expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(rows.length)
        }
      }),
    )
  })
})

describe('counting', () => {
  const column = columnOf([3, 5, 3, undefined, 3])

  it('counts values, most frequent first, and no empty cells', () => {
    expect(distribution(column, allRows(5))).toMatchObject([
      { value: 3, count: 3 },
      { value: 5, count: 1 },
    ])
    expect(distribution(column, Uint32Array.of(1, 3))).toMatchObject([{ value: 5, count: 1 }])
  })

  it('counts pairs', () => {
    const across = columnOf(['x', 'y', 'x', 'x', 'y'])
    const { counts, width } = pivot(column, across, allRows(5))
    const at = (down: ColumnValue, over: ColumnValue) =>
      counts[column.codeOf(down) * width + across.codeOf(over)]
    expect([at(3, 'x'), at(3, 'y'), at(5, 'x'), at(5, 'y')]).toEqual([2, 1, 0, 1])
  })
})
