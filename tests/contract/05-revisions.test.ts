import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { get } from '#tests/contract/http.ts'
import { ExtendedRevisionShape, ExtendedTagShape } from '#tests/contract/shapes/answers.ts'
import { unitAt } from '#tests/contract/units.ts'

describe.each(inject('readingHubs'))('revisions on $database (contract 5.3)', (hub) => {
  const list = async (query: Record<string, string | number>) =>
    z.array(ExtendedRevisionShape).parse((await get(hub, '/revision', query)).json)

  it('returns only the newest revision of each unit by default', async () => {
    const newest = await list({ include: 'UnitID' })

    expect(newest).toHaveLength(166)
    expect(new Set(newest.map((item) => item.Revision.UnitID)).size).toBe(166)
    expect(newest.filter((item) => item.Revision.RevisionNum !== item.Unit?.HeadRevisionNum)).toEqual([])
  })

  it('returns all of them with distinct_on=Off, which needs a limit', async () => {
    const { path } = await unitAt(hub, 'prod-eu', 'trade-service')
    const own = z.array(ExtendedRevisionShape).parse((await get(hub, `${path}/revision`)).json)
    const { UnitID } = own[0]?.Revision ?? { UnitID: '' }
    const all = await list({ distinct_on: 'Off', limit: 1000, where: `UnitID = '${UnitID}'` })

    expect(all.length).toBeGreaterThan(10)
    expect(all).toHaveLength(own.length)
    expect((await get(hub, '/revision', { distinct_on: 'Off' })).status).toBe(400)
    expect((await get(hub, '/revision', { distinct_on: 'Space', limit: 10 })).status).toBe(400)
  })

  it('answers who changed what since a time, newest first, with names', async () => {
    const since = new Date(Date.now() - 26 * 60 * 60_000).toISOString().slice(0, 19)
    const recent = await list({
      where: `CreatedAt >= '${since}Z'`,
      distinct_on: 'Off',
      limit: 1000,
      include: 'UserID,UnitID,SpaceID',
      order_by: 'DESC:CreatedAt',
    })

    expect(recent.length).toBeGreaterThanOrEqual(4)
    const times = recent.map((item) => item.Revision.CreatedAt ?? '')
    expect(times).toEqual(times.toSorted().reverse())
    const atNight = recent.find((item) => item.Revision.UserAgent === 'capacity-autopilot/1.8')
    expect(atNight?.Revision).toMatchObject({ UserID: '00000000-0000-0000-0000-000000000000' })
    expect(atNight?.Revision.CreatedAt).toMatch(/T03:04:00/)
    expect(atNight).not.toHaveProperty('User')
    expect(atNight?.Space?.Slug).toBe('moss-cub-traderx-prod-eu-lon')
    expect(recent.map((item) => item.User?.DisplayName)).toEqual(expect.arrayContaining(['Alice Chen']))
  })

  it('counts revisions of a unit from 1 without gaps, the first one empty', async () => {
    const { path } = await unitAt(hub, 'prod-eu', 'trade-service')
    const answer = await get(hub, `${path}/revision`, { order_by: 'RevisionNum' })
    const own = z
      .array(ExtendedRevisionShape)
      .parse(answer.json)
      .map((item) => item.Revision)

    expect(own.map((revision) => revision.RevisionNum)).toEqual(own.map((_, index) => index + 1))
    const first = await get(hub, `${path}/revision/${own[0]?.RevisionID}/data`)
    expect([first.status, first.text]).toEqual([200, ''])
    const second = await get(hub, `${path}/revision/${own[1]?.RevisionID}/data`)
    expect(second.headers.get('ETag')).toBe(`"${own[1]?.DataHash}"`)
    expect(second.text).toContain('kind: Deployment')
  })

  it('finds the revisions of a tag', async () => {
    const [tag] = z
      .array(ExtendedTagShape)
      .parse((await get(hub, '/tag', { where: "Labels.hubdeck.dev/kind = 'change'" })).json)
    const where = `Tags ? '${tag?.Tag.TagID}'`
    const tagged = await list({ where, distinct_on: 'Off', limit: 100, include: 'Tags' })

    expect(tagged).toHaveLength(14)
    expect(tagged.every((item) => item.Tags?.[0]?.TagID === tag?.Tag.TagID)).toBe(true)
  })
})
