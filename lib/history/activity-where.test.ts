import { describe, expect, it } from 'vitest'
import { activityWhere } from '#lib/history/activity-where.ts'
import { readWhere } from '#lib/where/check.ts'

const from = new Date('2026-11-23T03:04:05.600Z')
const to = new Date('2026-11-23T04:00:00.100Z')
const alice = '7c61626f-ddbe-41af-93f6-b69f4ab6d308'

describe('activityWhere', () => {
  it('names both ends of the window, rounded outwards, the author and the units', () => {
    expect(activityWhere({ from, to, user: alice, units: "Unit.Slug = 'a'" })).toBe(
      `CreatedAt >= '2026-11-23T03:04:05Z' AND CreatedAt <= '2026-11-23T04:00:01Z' AND UserID = '${alice}' AND Unit.Slug = 'a'`,
    )
  })

  it.each(['all', 'people', 'automation'] as const)('is a valid query on revisions for %s', (who) => {
    expect(
      readWhere(activityWhere({ from, to: undefined, user: '', who, units: '' }), 'Revision'),
    ).toMatchObject({
      ok: true,
    })
  })
})
