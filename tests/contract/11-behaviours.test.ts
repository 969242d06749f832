import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import { kinds } from '#tests/contract/residents.ts'
import { EnvelopeShape, ExtendedRevisionShape, ExtendedUnitShape } from '#tests/contract/shapes/answers.ts'

// One test for each behaviour (contract 11); those about writing are in 11-behaviours-writing.test.ts. Other files go deeper, each in its own area.

const residents = kinds.map(({ path }) => path)

describe.each(inject('readingHubs'))('behaviours of reading on $database (contract 11)', (hub) => {
  const lists = ['unit', 'space', 'revision', ...residents]

  it('wraps every list item and single read in Extended<Entity>, under its own name (contract 11.1)', async () => {
    for (const path of ['unit', 'space', 'revision', 'tag']) {
      const answer = await get(hub, `/${path}`, { limit: 3 })
      const name = path.charAt(0).toUpperCase() + path.slice(1)
      const items = z.array(z.record(z.string(), z.unknown())).parse(answer.json)
      expect([path, new Set(items.flatMap((item) => Object.keys(item)))]).toEqual([path, new Set([name])])
    }
    const [unit] = z.array(ExtendedUnitShape).parse((await get(hub, '/unit', { limit: 1 })).json)
    const one = await get(hub, `/space/${unit?.Unit.SpaceID}/unit/${unit?.Unit.UnitID}`)
    expect(one.json).toEqual(unit)
  })

  it('leaves out empty fields, and keeps Slug and ids whatever is selected (contract 11.2)', async () => {
    const whole = await get(hub, '/unit')
    const empty = (value: unknown): boolean =>
      value === null ||
      value === '' ||
      value === 0 ||
      (typeof value === 'object' && Object.keys(value).length === 0)
    const units = z.array(z.object({ Unit: z.record(z.string(), z.unknown()) })).parse(whole.json)
    expect(units.flatMap(({ Unit }) => Object.entries(Unit).filter(([, value]) => empty(value)))).toEqual([])
    const selected = await get(hub, '/unit', {
      select: 'DisplayName',
      where: "Labels.app = 'trade-service'",
      limit: 1,
    })
    const [item] = z.array(z.object({ Unit: z.record(z.string(), z.unknown()) })).parse(selected.json)
    expect(Object.keys(item?.Unit ?? {})).toEqual(
      expect.arrayContaining(['Slug', 'UnitID', 'SpaceID', 'OrganizationID']),
    )
    expect(item?.Unit).not.toHaveProperty('DataHash')
  })

  it('answers every refusal with a Code that is text (contract 11.4)', async () => {
    const answers = [
      await get(hub, '/unit', { limit: 1001 }),
      await call(hub, 'GET', '/unit', { as: 'nobody' }),
      await call(hub, 'POST', '/space', { as: 'auditor@trading.com', body: { Slug: 'x' } }),
      await get(hub, '/space/0f4e7a52-1111-4222-8333-944455566677'),
      await get(hub, '/component'),
    ]

    const codes = answers.map((answer) => [answer.status, EnvelopeShape.parse(answer.json).Code])
    expect(codes).toEqual([
      [400, '400'],
      [401, '401'],
      [403, '403'],
      [404, '404'],
      [501, '501'],
    ])
  })

  it('refuses unknown attributes, include and select names everywhere (contract 11.5)', async () => {
    for (const path of lists)
      for (const query of [{ where: 'Colour = 1' }, { include: 'Colour' }, { select: 'Colour' }]) {
        const answer = await get(hub, `/${path}`, query)
        expect([path, query, answer.status]).toEqual([path, query, 400])
        expect(EnvelopeShape.parse(answer.json).Message).toContain('Colour')
      }
  })

  it('gives one revision per unit, all of them only with a limit (contract 11.7)', async () => {
    const list = async (query: Record<string, string | number>) => get(hub, '/revision', query)
    const newest = z.array(ExtendedRevisionShape).parse((await list({})).json)
    expect(new Set(newest.map(({ Revision }) => Revision.UnitID)).size).toBe(newest.length)
    expect(newest).toHaveLength(166)
    expect((await list({ distinct_on: 'Off' })).status).toBe(400)
    const all = z.array(ExtendedRevisionShape).parse((await list({ distinct_on: 'Off', limit: 1000 })).json)
    expect(all.length).toBeGreaterThan(166)
  })

  it('names request, version and, only when more follows, the next page (contract 11.15)', async () => {
    const ids = new Set<string | null>()
    for (const [path, more] of [
      ['/unit?limit=165', true],
      ['/unit?limit=166', false],
      ['/unit', false],
      ['/unit?limit=0', false],
      ['/nothing', false],
    ] as const) {
      const { headers } = await get(hub, path)
      ids.add(headers.get('X-Request-Id'))
      expect(headers.get('ConfigHub-Version')).toMatch(/^v\d+\.\d+\.\d+$/)
      expect([path, headers.has('ConfigHub-Continue')]).toEqual([path, more])
    }
    expect([ids.size, ids.has(null)]).toEqual([5, false])
  })

  it('takes a continue token only with the parameters it was given for (contract 11.16)', async () => {
    for (const path of ['/unit', '/space', '/unit_data']) {
      const next = (await get(hub, path, { limit: 2 })).headers.get('ConfigHub-Continue') ?? ''
      expect(next).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
      expect((await get(hub, path, { limit: 2, continue: next })).status).toBe(200)
      for (const query of [{ limit: 3 }, { limit: 2, contains: 'a' }, { limit: 2, where: "Slug != 'a'" }])
        expect((await get(hub, path, { ...query, continue: next })).status).toBe(400)
    }
    const ofUnits = (await get(hub, '/unit', { limit: 2 })).headers.get('ConfigHub-Continue') ?? ''
    expect((await get(hub, '/space', { limit: 2, continue: ofUnits })).status).toBe(400)
  })

  it('serves /info to everyone, and nothing else (contract 11.17)', async () => {
    const anonymous = (path: string) => call(hub, 'GET', path, { as: 'nobody' })

    expect((await anonymous('/info')).status).toBe(200)
    for (const path of ['me', 'user', 'organization', 'function', 'unit_data', 'nothing', ...lists])
      expect([path, (await anonymous(`/${path}`)).status]).toEqual([path, 401])
  })
})
