import { describe, expect, it } from 'vitest'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { bucketsOf, groupActivity, unitCount } from '#lib/history/activity.ts'

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
  it('makes one entry for one Tag, however long it took', () => {
    const entries = groupActivity(
      [revision(0, { Tags: { t1: '' } }), revision(9, { Tags: { t1: '' } }), revision(5)],
      new Set(['t1']),
    )

    expect(entries.map(({ tagId, revisions }) => [tagId, revisions.length])).toEqual([
      ['t1', 2],
      [undefined, 1],
    ])
  })

  it('treats the same reason at nearly the same time as one change, and later as another', () => {
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

  it('does not let a Tag combine revisions by others, or for another reason, into one change', () => {
    const Tags = { t1: '' }
    const entries = groupActivity(
      [
        revision(0, { Tags }),
        revision(0, { Tags }),
        revision(1, { Tags, UserID: 'bob' }),
        revision(2, { Tags, Description: 'Market close' }),
      ],
      new Set(['t1']),
    )

    expect(entries.map(({ reason, author, revisions }) => [reason, author.UserID, revisions.length])).toEqual(
      [
        ['Market close', 'alice', 1],
        ['Market open', 'bob', 1],
        ['Market open', 'alice', 2],
      ],
    )
    expect(new Set(entries.map(({ key }) => key)).size).toBe(3)
  })

  it('does not group revisions by a Tag that is not a change', () => {
    expect(
      groupActivity([revision(0, { Tags: { release: '' } }), revision(9, { Tags: { release: '' } })]),
    ).toHaveLength(2)
  })

  it('keeps a ChangeSet together however long it took, and apart from what was not in it', () => {
    const ChangeSetID = '5f3a1c00-0000-4000-bfff-000000000001'
    const none = '00000000-0000-0000-0000-000000000000'
    const entries = groupActivity([
      revision(0, { ChangeSetID }),
      revision(50, { ChangeSetID }),
      revision(50, { ChangeSetID: none }),
      revision(10, { ChangeSetID: none }),
    ])

    expect(entries.map(({ revisions }) => revisions.length).sort()).toEqual([1, 1, 2])
  })

  it('counts units, not revisions', () => {
    const [entry] = groupActivity([revision(0, { UnitID: 'u' }), revision(0, { UnitID: 'u' }), revision(0)])

    expect(entry?.revisions).toHaveLength(3)
    expect(entry && unitCount(entry)).toBe(2)
  })
})

it('bucketsOf counts people and automation apart, each revision once, and nothing outside the parts', () => {
  const minute = (number: number) => Date.UTC(2026, 10, 23, 6, number)
  const parts = [
    { from: minute(0), to: minute(30) },
    { from: minute(30), to: minute(59) },
  ]
  const automation = { UserID: '00000000-0000-0000-0000-000000000000' }
  const revisions = [revision(0), revision(2, automation), revision(30), revision(59), revision(60)]

  const buckets = bucketsOf(revisions, parts)

  expect(buckets.map(({ people, automation: robots }) => [people, robots])).toEqual([
    [1, 1],
    [2, 0],
  ])
})
