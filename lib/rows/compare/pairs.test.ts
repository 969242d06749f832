import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Column } from '#lib/rows/column.ts'
import { pairRows, type Side } from '#lib/rows/compare/pairs.ts'

type Named = readonly [name: string, place: string | undefined]

function sideOf(rows: readonly Named[]): Side {
  const by = [0, 1].map((place) => {
    const column = new Column()
    for (const [row, names] of rows.entries()) column.setCode(row, column.codeOf(names[place]))
    return column
  })
  return { count: rows.length, by }
}

const rows = fc.array(
  fc.tuple(fc.constantFrom('x', 'y', 'z'), fc.option(fc.constantFrom('eu', 'us'), { nil: undefined })),
  { maxLength: 12 },
)

it('names every row once: in a pair of the same name and place, alone, or unclear', () => {
  fc.assert(
    fc.property(rows, rows, (a, b) => {
      const { pairs, onlyA, onlyB, unclearA, unclearB } = pairRows(sideOf(a), sideOf(b))
      const inOrder = (numbers: readonly number[]) => numbers.toSorted((one, other) => one - other)
      expect(inOrder([...pairs.map(([row]) => row), ...onlyA, ...unclearA])).toEqual([...a.keys()])
      expect(inOrder([...pairs.map(([, row]) => row), ...onlyB, ...unclearB])).toEqual([...b.keys()])
      for (const [left, right] of pairs) expect(a[left]).toEqual(b[right])
      const isIn = (all: readonly Named[], [name, place]: Named) =>
        all.filter((each) => each[0] === name && each[1] === place).length
      for (const row of onlyA) expect(isIn(b, a[row] ?? ['', ''])).toBe(0)
      for (const row of unclearA)
        expect(isIn(a, a[row] ?? ['', '']) + isIn(b, a[row] ?? ['', ''])).toBeGreaterThan(2)
    }),
  )
})

it('has pairs in the order of their names and places, however the rows were sent', () => {
  const sent: Named[] = [
    ['svc-10', 'us'],
    ['svc-9', undefined],
    ['svc-9', 'us'],
    ['svc-9', 'eu'],
  ]
  const { pairs } = pairRows(sideOf(sent), sideOf(sent))
  expect(pairs.map(([row]) => sent[row])).toEqual([
    ['svc-9', 'eu'],
    ['svc-9', 'us'],
    ['svc-9', undefined],
    ['svc-10', 'us'],
  ])
})
