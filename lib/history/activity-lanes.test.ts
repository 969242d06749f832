import { describe, expect, it } from 'vitest'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { groupActivity } from '#lib/history/activity.ts'
import { type LaneRules, lanesOf, nextPlace } from '#lib/history/activity-lanes.ts'

const automation = '00000000-0000-0000-0000-000000000000'
const minute = (number: number) => Date.UTC(2026, 10, 23, 3, number)
const axis = { from: minute(0), to: minute(50) }

let count = 0
const revision = (
  at: number,
  more: { by?: string; space?: string; region?: string; why?: string; tool?: string; unit?: string } = {},
): ExtendedRevision => ({
  Revision: {
    RevisionID: `r${++count}`,
    RevisionNum: 2,
    UnitID: more.unit ?? `u${count}`,
    UserID: more.by ?? 'alice',
    UserAgent: more.tool ?? 'hubdeck/0.1',
    Description: more.why ?? `change ${count}`,
    Source: 'UpdateUnit',
    CreatedAt: new Date(minute(at)).toISOString(),
  },
  User: { UserID: more.by ?? 'alice', DisplayName: more.by ?? 'alice' },
  Space: {
    SpaceID: more.space ?? 's',
    Slug: more.space ?? 'x-prod-eu-lon',
    ...(more.region === undefined ? {} : { Labels: { Region: more.region } }),
  },
})

const lay = (revisions: readonly ExtendedRevision[], rules: Partial<LaneRules> = {}) =>
  lanesOf(groupActivity(revisions), axis, { by: 'person', most: 6, gap: 0.02, at: Number.NaN, ...rules })

describe('lanesOf', () => {
  it('puts each author in a lane, the busiest first, and the marks where their times are', () => {
    const { lanes, merged } = lay([
      revision(10),
      revision(25),
      revision(4, { by: automation }),
      revision(50, { by: 'bob' }),
    ])

    expect(merged).toBe(0)
    expect(lanes.map(({ name, marks }) => [name, marks.map(({ from, actor }) => [from, actor])])).toEqual([
      [
        'alice',
        [
          [0.2, 'people'],
          [0.5, 'people'],
        ],
      ],
      ['Automation', [[0.08, 'automation']]],
      ['bob', [[1, 'people']]],
    ])
  })

  it('draws a bulk change as one mark with its units and duration', () => {
    const bulk = [10, 10, 11].map((at) => revision(at, { why: 'Market open' }))
    const [lane] = lay([
      ...bulk,
      revision(11, { why: 'Market open', unit: bulk[2]?.Revision.UnitID ?? '' }),
    ]).lanes

    expect(lane?.marks).toHaveLength(1)
    expect(lane?.marks[0]).toMatchObject({ units: 3, from: 0.2, to: 0.22 })
    expect(lane).toMatchObject({ changes: 1, revisions: 4 })
  })

  it('shows in each region only what was changed there', () => {
    const bulk = ['eu-lon', 'eu-lon', 'jp-tyo'].map((region) => revision(10, { region, why: 'Market open' }))
    const { lanes } = lay(bulk, { by: 'region' })

    expect(lanes.map(({ name, marks }) => [name, marks.map(({ units }) => units)])).toEqual([
      ['eu-lon', [2]],
      ['jp-tyo', [1]],
    ])
  })

  it('marks regions that are derived from the Slug of a Space instead of a label', () => {
    const { lanes } = lay([revision(1), revision(2, { region: 'jp-tyo' }), revision(3, { space: 'plain' })], {
      by: 'region',
    })

    expect(Object.fromEntries(lanes.map(({ name, isDerived }) => [name, isDerived]))).toEqual({
      'eu-lon': true,
      'jp-tyo': false,
      'no region': false,
    })
  })

  it.each([
    ['region', ['eu-lon', 'base, no region', 'no region', 'unknown region']],
    ['space', ['x-prod-eu-lon', 'plain', 'x-base', 'unknown space']],
    ['tool', ['Hubdeck', 'cub CLI', 'market-hours-bot']],
  ] as const)('names lanes by %s, also what has none', (by, names) => {
    const { Space: _, ...nowhere } = revision(40)
    const { lanes } = lay(
      [
        revision(1),
        revision(9),
        revision(20, { space: 'x-base', tool: 'cub/0.4' }),
        revision(30, { space: 'plain', tool: 'market-hours-bot' }),
        nowhere,
      ],
      { by },
    )

    expect(lanes.map(({ name }) => name).sort()).toEqual([...names].sort())
  })

  it('combines overlapping marks into one, and says so when it contains people and automation', () => {
    const [lane] = lay([revision(10), revision(10.5, { by: automation }), revision(12)], { by: 'tool' }).lanes

    expect(lane?.marks.map(({ entries, actor }) => [entries.length, actor])).toEqual([
      [2, 'both'],
      [1, 'people'],
    ])
  })

  it('combines the smallest lanes into one, in which a bulk change across them is still one mark', () => {
    const spaces = ['a', 'b', 'c', 'd', 'e']
    const bulk = spaces.map((space) => revision(10, { space, why: 'Market open' }))
    const { lanes, merged } = lay([...bulk, revision(20, { space: 'c' })], { by: 'space', most: 3 })

    expect(merged).toBe(3)
    expect(lanes.map(({ key, revisions }) => [key, revisions])).toEqual([
      ['c', 2],
      ['a', 1],
      ['rest', 3],
    ])
    expect(lanes[2]?.marks.map(({ units }) => units)).toEqual([3])
  })

  it('puts the lane with the last change before the point in time first', () => {
    const busy = [1, 2, 3, 40].map((at) => revision(at, { space: 'busy' }))
    const revisions = [...busy, revision(9, { space: 'bot' }), revision(12, { space: 'after' })]
    const names = (at: number) => lay(revisions, { by: 'space', at }).lanes.map(({ name }) => name)

    expect(names(Number.NaN)).toEqual(['busy', 'after', 'bot'])
    expect(names(minute(10))).toEqual(['bot', 'busy', 'after'])
    expect(names(minute(12))).toEqual(['after', 'bot', 'busy'])
  })

  it('loses nothing: every change is in a mark of its lane', () => {
    const revisions = Array.from({ length: 200 }, (_, index) =>
      revision((index * 7) % 50, { space: `s${index % 9}` }),
    )
    const { lanes } = lay(revisions, { by: 'space', most: 4 })

    const drawn = lanes.flatMap(({ marks }) => marks.flatMap(({ entries }) => entries))
    expect(drawn).toHaveLength(200)
    expect(new Set(drawn.map(({ key }) => key)).size).toBe(200)
  })
})

describe('nextPlace', () => {
  const { lanes } = lay([
    ...[5, 20, 40].map((at) => revision(at)),
    ...[6, 45].map((at) => revision(at, { by: 'bob' })),
  ])

  it.each([
    [{ lane: 0, mark: 0 }, 'ArrowRight', { lane: 0, mark: 1 }],
    [{ lane: 0, mark: 0 }, 'ArrowLeft', { lane: 0, mark: 0 }],
    [{ lane: 0, mark: 1 }, 'End', { lane: 0, mark: 2 }],
    [{ lane: 0, mark: 1 }, 'Home', { lane: 0, mark: 0 }],
    [{ lane: 0, mark: 1 }, 'ArrowDown', { lane: 1, mark: 0 }],
    [{ lane: 0, mark: 2 }, 'ArrowDown', { lane: 1, mark: 1 }],
    [{ lane: 1, mark: 1 }, 'ArrowUp', { lane: 0, mark: 2 }],
    [{ lane: 1, mark: 1 }, 'ArrowDown', { lane: 1, mark: 1 }],
    [{ lane: 0, mark: 0 }, 'x', undefined],
  ])('from %j by %s', (place, key, next) => {
    expect(nextPlace(lanes, place, key)).toEqual(next)
  })
})
