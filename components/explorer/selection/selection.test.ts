import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type GridSelection,
  hasLostItsQuery,
  isSelected,
  noSelection,
  reachOf,
  selectedCount,
  widenedBy,
  withRange,
  withToggled,
} from '#components/explorer/selection/selection.ts'

const query = { where: "Slug = 'a'", data: '', type: '' }
const all: GridSelection = { kind: 'all', of: query, count: 53 }
const picked = (...ids: string[]): GridSelection => ({ kind: 'picked', ids: new Set(ids) })

describe('"all" of a query', () => {
  it.each([
    { ...query, where: '' },
    { ...query, data: 'spec.replicas > 2' },
    { ...query, type: 'v1/Service' },
  ])('ends with %o', (other) => {
    expect(hasLostItsQuery(all, other)).toBe(true)
    expect(hasLostItsQuery(all, query)).toBe(false)
  })

  it.each([
    [all.count, 0],
    [all.count + 2, 2],
    [all.count - 1, 0],
  ])('that reaches %i units now says by how many it grew: %i', (total, more) => {
    expect(widenedBy(all, total)).toBe(more)
    expect(widenedBy(picked('a'), total)).toBe(0)
  })

  it('becomes a pick of the others when one is taken out', () => {
    expect(withToggled(all, 'b', ['a', 'b', 'c'])).toEqual(picked('a', 'c'))
  })
})

describe('picked units', () => {
  it('stay picked outside the query, are counted there, and are not acted on', () => {
    const reach = reachOf(picked('a', 'b', 'c'), (id) => ['b', 'd'].includes(id))

    expect(reach.selection).toEqual(picked('b'))
    expect(reach.outside).toBe(2)
  })

  it('are never acted on beyond the rows, whatever was picked and whatever matches', () => {
    const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'))
    fc.assert(
      fc.property(ids, ids, ids, (before, range, after) => {
        const selection = withRange(withToggled(noSelection, 'a', before), range, before)
        const { selection: reach, outside } = reachOf(selection, (id) => after.includes(id))
        for (const id of 'abcdefgh') {
          expect(isSelected(reach, id)).toBe(isSelected(selection, id) && after.includes(id))
        }
        expect(selectedCount(reach, after.length) + outside).toBe(selectedCount(selection, before.length))
      }),
      { seed: 7 },
    )
  })
})
