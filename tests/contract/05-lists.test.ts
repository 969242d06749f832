import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import {
  EnvelopeShape,
  ExtendedSpaceShape,
  ExtendedUnitShape,
  UnitDataShape,
} from '#tests/contract/shapes/answers.ts'
import { unitAt } from '#tests/contract/units.ts'

const lists = ['/unit', '/space', '/tag', '/unit_data', '/revision']

describe.each(inject('readingHubs'))('parameters of lists on $database (contract 5.1)', (hub) => {
  const units = async (query: Record<string, string | number>) =>
    z.array(ExtendedUnitShape).parse((await get(hub, '/unit', query)).json)

  it('returns entities of exactly the known shape', async () => {
    const all = await units({ include: 'SpaceID,HeadRevisionNum,UpstreamUnitID,UpstreamSpaceID' })

    expect(all).toHaveLength(166)
    expect(all.filter((item) => item.Space === undefined || item.HeadRevision === undefined)).toEqual([])
    expect(all.filter((item) => item.UpstreamUnit !== undefined)).toHaveLength(163)
  })

  it('returns spaces with their counts', async () => {
    const spaces = z.array(ExtendedSpaceShape).parse((await get(hub, '/space', { summary: true })).json)

    expect(spaces).toHaveLength(57)
    expect(spaces.reduce((sum, space) => sum + (space.TotalUnitCount ?? 0), 0)).toBe(166)
  })

  it.each(['1001', '-1', 'many', '1.5'])('refuses limit=%s', async (limit) => {
    for (const path of lists) {
      const answer = await get(hub, path, { limit, distinct_on: 'Unit' })
      expect([path, answer.status]).toEqual([path, 400])
      EnvelopeShape.parse(answer.json)
    }
  })

  it.each([1, 7, 50, 166, 1000])('returns every unit exactly once in pages of %i', async (limit) => {
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

  it('keeps the order across pages, with ids as the tie-breaker', async () => {
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

  it('refuses a continue token with other parameters, and an invalid one', async () => {
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

  it('selects fields, and always returns ids, parents and Slug', async () => {
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

  it('expands what include names, regardless of select', async () => {
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

  it('returns a single unit in the same wrapper as a list', async () => {
    const { path, UnitID } = await unitAt(hub, 'prod-eu-par', 'trade-service')
    const [listed] = await units({ where: `UnitID = '${UnitID}'`, include: 'SpaceID' })

    const single = await get(hub, path, { include: 'SpaceID' })
    expect(ExtendedUnitShape.parse(single.json)).toEqual(listed)
  })

  it.each(['trade-service\u0001', 'trade-service\u0001\u0002', 'trade-serviceKubernetes/YAML'])(
    'finds %j in one field only, not where one ends and the next begins',
    async (contains) => {
      expect(await units({ contains })).toEqual([])
    },
  )

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

function byKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index]
    if (right === undefined || left === right) continue
    return left < right ? -1 : 1
  }
  return 0
}
