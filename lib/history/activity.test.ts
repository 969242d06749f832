import { describe, expect, it } from 'vitest'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { bucketsOf, groupActivity } from '#lib/history/activity.ts'

let count = 0
const revision = (minute: number, more: Partial<ExtendedRevision['Revision']> = {}): ExtendedRevision => ({
  Revision: {
    RevisionID: `r${++count}`,
    RevisionNum: 2,
    UnitID: `u${count}`,
    UserID: 'alice',
    UserAgent: 'hubdeck/0.1',
    Description: 'Market open',
    Source: 'UpdateUnit',
    CreatedAt: new Date(Date.UTC(2026, 10, 23, 6, minute)).toISOString(),
    ...more,
  },
})

describe('groupActivity', () => {
  it('makes one entry of one Tag, however long it took', () => {
    const entries = groupActivity(
      [revision(0, { Tags: { t1: '' } }), revision(9, { Tags: { t1: '' } }), revision(5)],
      new Set(['t1']),
    )

    expect(entries.map(({ tagId, revisions }) => [tagId, revisions.length])).toEqual([
      ['t1', 2],
      [undefined, 1],
    ])
  })

  it('takes the same words at nearly the same time for one change, and later ones for another', () => {
    const entries = groupActivity([revision(0), revision(1), revision(30)])

    expect(entries.map(({ revisions }) => revisions.length)).toEqual([1, 2])
  })

  it('keeps people, reasons and tools apart', () => {
    const entries = groupActivity([
      revision(0),
      revision(0, { UserID: 'bob' }),
      revision(0, { Description: 'Market close' }),
      revision(0, { UserAgent: 'cub/0.4' }),
    ])

    expect(entries).toHaveLength(4)
  })

  it('does not let a Tag that is no change hold revisions together', () => {
    expect(
      groupActivity([revision(0, { Tags: { release: '' } }), revision(9, { Tags: { release: '' } })]),
    ).toHaveLength(2)
  })
})

it('bucketsOf counts people and automation apart and nothing outside the window', () => {
  const window = { from: new Date('2026-11-23T06:00:00Z'), to: new Date('2026-11-23T07:00:00Z'), count: 2 }
  const automation = { UserID: '00000000-0000-0000-0000-000000000000' }

  const buckets = bucketsOf([revision(1), revision(2, automation), revision(45), revision(60)], window)

  expect(buckets.map(({ people, automation: robots }) => [people, robots])).toEqual([
    [1, 1],
    [1, 0],
  ])
})
