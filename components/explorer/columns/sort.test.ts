import { describe, expect, it } from 'vitest'
import { compareValues, parseSort, printSort } from '#components/explorer/columns/sort.ts'

describe('sort in the address', () => {
  it('reads back what it wrote, data paths included', () => {
    const rules = [
      { id: 'changed', desc: true },
      { id: 'apps/v1/Deployment spec.replicas', desc: false },
    ]

    expect(parseSort(printSort(rules))).toEqual(rules)
  })

  it('is empty for an empty text', () => {
    expect(parseSort('')).toEqual([])
  })
})

describe('compareValues', () => {
  it.each([
    [2, 10, -1],
    ['r9', 'r10', -1],
    ['B', 'a', 1],
    [3, 3, 0],
  ])('puts %j against %j as %d', (a, b, sign) => {
    expect(Math.sign(compareValues(a, b))).toBe(sign)
  })
})
