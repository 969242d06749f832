import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import {
  EnvelopeShape,
  ExtendedRevisionShape,
  ExtendedSpaceShape,
  ExtendedTagShape,
  ExtendedUnitShape,
  UnitDataShape,
} from '#tests/contract/shapes.ts'
import { unitAt } from '#tests/contract/units.ts'

const lists = ['/unit', '/space', '/tag', '/unit_data', '/revision']

describe.each(inject('readingHubs'))('5.1 parameters of lists on $database', (hub) => {
  const units = async (query: Record<string, string | number>) =>
    z.array(ExtendedUnitShape).parse((await get(hub, '/unit', query)).json)

  it('answers entities of exactly the known shape', async () => {
    const all = await units({ include: 'SpaceID,HeadRevisionNum,UpstreamUnitID,UpstreamSpaceID' })

    expect(all).toHaveLength(166)
    expect(all.filter((item) => item.Space === undefined || item.HeadRevision === undefined)).toEqual([])
    expect(all.filter((item) => item.UpstreamUnit !== undefined)).toHaveLength(163)
  })

  it('gives spaces with their counts', async () => {
    const spaces = z.array(ExtendedSpaceShape).parse((await get(hub, '/space', { summary: true })).json)

    expect(spaces).toHaveLength(57)
    expect(spaces.reduce((sum, space) => sum + (space.TotalUnitCount ?? 0), 0)).toBe(166)
  })

  it.each(['0', '1001', '-1', 'many', '1.5'])('refuses limit=%s', async (limit) => {
    for (const path of lists) {
      const answer = await get(hub, path, { limit, distinct_on: 'Unit' })
      expect([path, answer.status]).toEqual([path, 400])
      EnvelopeShape.parse(answer.json)
    }
  })

  it.each([1, 7, 50, 166, 1000])('pages of %i reach every unit exactly once', async (limit) => {
    const seen: string[] = []
    const query: Record<string, string | number> = { limit, order_by: 'DESC:Slug', select: 'Slug' }
    for (let pages = 0; pages <= 167; pages += 1) {
      const answer = await get(hub, '/unit', query)
      seen.push(
        ...z
          .array(ExtendedUnitShape)
          .parse(answer.json)
          .map((item) => item.Unit.UnitID),
      )
      const next = answer.headers.get('ConfigHub-Continue')
      if (next === null) break
      query.continue = next
    }
    expect(seen).toHaveLength(166)
    expect(new Set(seen).size).toBe(166)
  })

  it('keeps the order over page borders, ids deciding between equals', async () => {
    const whole = await units({ order_by: 'ASC:Slug,DESC:HeadRevisionNum' })
    const paged: typeof whole = []
    const query: Record<string, string | number> = { order_by: 'ASC:Slug,DESC:HeadRevisionNum', limit: 13 }
    for (;;) {
      const answer = await get(hub, '/unit', query)
      paged.push(...z.array(ExtendedUnitShape).parse(answer.json))
      const next = answer.headers.get('ConfigHub-Continue')
      if (next === null) break
      query.continue = next
    }
    expect(paged.map((item) => item.Unit.UnitID)).toEqual(whole.map((item) => item.Unit.UnitID))
    const keys = whole.map(({ Unit }) => [Unit.Slug, -(Unit.HeadRevisionNum ?? 0), Unit.UnitID] as const)
    expect(keys).toEqual(keys.toSorted(byKeys))
  })

  it('refuses a continue token with other parameters, and one that is none', async () => {
    const next = (await get(hub, '/unit', { limit: 5 })).headers.get('ConfigHub-Continue') ?? ''

    expect(next).not.toBe('')
    for (const query of [
      { limit: 5, continue: next, where: "Slug = 'trade-service'" },
      { limit: 5, continue: next, order_by: 'DESC:Slug' },
      { limit: 5, continue: 'made-up' },
    ]) {
      expect((await get(hub, '/unit', query)).status).toBe(400)
    }
    expect((await get(hub, '/unit', { limit: 5, continue: next })).status).toBe(200)
  })

  it.each(['Colour', 'Labels', 'UP:Slug', 'DESC:', 'Slug,,UnitID'])(
    'refuses order_by=%s',
    async (order_by) => {
      expect((await get(hub, '/unit', { order_by })).status).toBe(400)
    },
  )

  it('selects fields, and always gives ids, parents and Slug', async () => {
    const [item] = await units({ select: 'HeadRevisionNum', limit: 1 })

    expect(Object.keys(item?.Unit ?? {}).sort()).toEqual(
      expect.arrayContaining(['HeadRevisionNum', 'Slug', 'SpaceID', 'UnitID']),
    )
    expect(item?.Unit).not.toHaveProperty('ToolchainType')
    expect(item?.Unit).not.toHaveProperty('DataHash')
  })

  it.each([
    ['select', 'Colour'],
    ['select', 'Data'],
    ['select', 'MutationSources'],
    ['include', 'Colour'],
    ['include', 'spaceid'],
    ['include', 'Space'],
  ])('refuses %s=%s', async (name, value) => {
    const answer = await get(hub, '/unit', { [name]: value, limit: 1 })

    expect(answer.status).toBe(400)
    expect(EnvelopeShape.parse(answer.json).Message).toContain(value)
  })

  it('expands what include names, whatever select says', async () => {
    const [item] = await units({ select: 'Slug', include: 'SpaceID', where: "Slug = 'ns-us-nyc'" })

    expect(item?.Space).toMatchObject({
      Slug: 'moss-cub-traderx-prod-us-nyc',
      Labels: { Environment: 'prod', Region: 'us-nyc', Continent: 'north-america' },
    })
    expect(item).not.toHaveProperty('HeadRevision')
  })

  it('narrows a list below a space to that space', async () => {
    const { SpaceID } = await unitAt(hub, 'prod-eu-par', 'trade-service')
    const answer = await get(hub, `/space/${SpaceID}/unit`, { order_by: 'Slug' })

    const slugs = z
      .array(ExtendedUnitShape)
      .parse(answer.json)
      .map((item) => item.Unit.Slug)
    expect(slugs).toEqual(['ns-eu-par', 'reference-data', 'trade-service'])
  })

  it('answers one unit in the same wrapper as a list', async () => {
    const { path, UnitID } = await unitAt(hub, 'prod-eu-par', 'trade-service')
    const [listed] = await units({ where: `UnitID = '${UnitID}'`, include: 'SpaceID' })

    const single = await get(hub, path, { include: 'SpaceID' })
    expect(ExtendedUnitShape.parse(single.json)).toEqual(listed)
  })

  it('finds text in any string or label with contains, ignoring case', async () => {
    const found = await units({ contains: 'MARKET-data' })

    expect(found).toHaveLength(50)
    expect(found.every((item) => item.Unit.Slug === 'reference-data')).toBe(true)
  })

  it('refuses a query string of more than 8,192 characters', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => `a-rather-long-unit-name-${index}`)
    const where = `Slug IN (${ids.map((slug) => `'${slug}'`).join(', ')})`

    for (const path of ['/unit', '/unit_data']) {
      const answer = await get(hub, path, { where })
      expect(answer.status).toBe(400)
      EnvelopeShape.parse(answer.json)
    }
    const posted = await call(hub, 'POST', '/function/invoke', { query: { where, dry_run: true }, body: {} })
    expect(posted.status).toBe(400)
  })

  it('lists documents as plain text beside their hash', async () => {
    const answer = await get(hub, '/unit_data', { where: "Slug = 'ns-base'" })
    const [item] = z.array(UnitDataShape).parse(answer.json)

    expect(item?.Data).toContain('kind: Namespace')
    expect(item?.SpaceSlug).toBe('moss-cub-traderx-infra')
  })
})

describe.each(inject('readingHubs'))('5.3 revisions on $database', (hub) => {
  const list = async (query: Record<string, string | number>) =>
    z.array(ExtendedRevisionShape).parse((await get(hub, '/revision', query)).json)

  it('gives at most one revision per unit unless told otherwise: the newest', async () => {
    const newest = await list({ include: 'UnitID' })

    expect(newest).toHaveLength(166)
    expect(new Set(newest.map((item) => item.Revision.UnitID)).size).toBe(166)
    expect(newest.filter((item) => item.Revision.RevisionNum !== item.Unit?.HeadRevisionNum)).toEqual([])
  })

  it('gives all of them with distinct_on=Off, which needs a limit', async () => {
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

function byKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index]
    if (right === undefined || left === right) continue
    return left < right ? -1 : 1
  }
  return 0
}
