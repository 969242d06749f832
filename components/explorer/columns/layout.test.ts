import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseColumns } from '#components/explorer/columns/columns.ts'
import { idsWithout, laidOut, movedTo, stickyLefts, withWidth } from '#components/explorer/columns/layout.ts'

const ids = ['space', 'region', 'Labels.Team', 'Space.Labels.Tier', 'head', '* spec.replicas']
const shown = (cols: readonly string[], pin: readonly string[] = [], widths: readonly string[] = []) =>
  laidOut(chooseColumns(cols).columns, { pin, widths })
const idsOf = (columns: ReturnType<typeof shown>) => columns.map(({ id }) => id)

describe('columns', () => {
  it('can all be taken out but the unit, which are not the default ones', () => {
    expect(idsWithout('head', ['space', 'head'])).toEqual(['space'])
    expect(idsOf(shown(idsWithout('space', ['space'])))).toEqual(['unit'])
  })

  it('stand as the address says: the unit, the pinned ones, the others', () => {
    const columns = shown(ids, ['head', 'region'], ['240 space', '9999 head', 'x', '80 nobody'])

    expect(idsOf(columns)).toEqual([
      'unit',
      'region',
      'head',
      'space',
      'Labels.Team',
      'Space.Labels.Tier',
      '* spec.replicas',
    ])
    expect(columns.map(({ width }) => width).slice(2, 4)).toEqual([900, 240])
    expect(
      stickyLefts(
        columns,
        columns.map(() => 100),
        36,
      ),
    ).toEqual([36, 136, 236, ...ids.slice(2).map(() => undefined)])
  })

  it('move to a place of their own side, and to no other', () => {
    const columns = shown(ids, ['region', 'head'])
    expect(idsOf(columns).slice(0, 4)).toEqual(['unit', 'region', 'head', 'space'])
    expect(movedTo(columns, 'region', 6)?.slice(0, 4)).toEqual(['unit', 'head', 'region', 'space'])
    expect(movedTo(columns, 'space', 0)).toBeUndefined()
    expect(movedTo(columns, 'unit', 3)).toBeUndefined()
    expect(movedTo(columns, 'nobody', 3)).toBeUndefined()
  })

  it('are the same ones after any move, and stand where the move put them', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 }),
        fc.subarray(ids),
        fc.constantFrom(...ids),
        fc.integer({ min: -2, max: 9 }),
        (cols, pin, id, place) => {
          const before = shown(cols, pin)
          const moved = movedTo(before, id, place)
          if (moved === undefined) return
          expect(moved.toSorted()).toEqual(idsOf(before).toSorted())
          expect(idsOf(shown(moved, pin))).toEqual(moved)
          expect(moved.filter((each) => each !== id)).toEqual(idsOf(before).filter((each) => each !== id))
        },
      ),
      { seed: 3, numRuns: 1000 },
    )
  })

  it('have one width each, or their usual one', () => {
    expect(withWidth(['240 space', '80 * spec.x'], '* spec.x', 99.6)).toEqual(['240 space', '100 * spec.x'])
    expect(withWidth(['240 space'], 'space')).toEqual([])
  })
})
