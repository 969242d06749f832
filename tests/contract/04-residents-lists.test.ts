import { beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import { add, create, extendedOf, type Ground, kinds, list, newGround } from '#tests/contract/residents.ts'
import { EnvelopeShape } from '#tests/contract/shapes/answers.ts'

const cases = inject('writingHubs').flatMap((hub) =>
  kinds.map((kind) => ({ hub, kind, database: hub.database })),
)

describe.each(cases)('lists and bodies of $kind.name on $database (contract 4, 5.1)', ({ hub, kind }) => {
  let ground: Ground
  const here = () => `/space/${ground.SpaceID}/${kind.path}`
  beforeAll(async () => {
    ground = await newGround(hub, `lists-${kind.path.replace('_', '-')}`)
  })

  it('selects, orders, cuts and expands in lists', async () => {
    const slugs = ['page-a', 'page-b', 'page-c', 'page-d', 'page-e']
    for (const [index, Slug] of slugs.entries())
      await add(ground, kind, { Slug, Annotations: { note: `Text number ${index}` } })

    const where = "Slug LIKE 'page-%'"
    const ordered = await list(ground, kind, { where, order_by: 'DESC:Slug' })
    expect(ordered.map(({ Slug }) => Slug)).toEqual(slugs.toReversed())
    const found = await list(ground, kind, { where, contains: 'NUMBER 3' })
    expect(found.map(({ Slug }) => Slug)).toEqual(['page-d'])
    const pages: string[] = []
    const query: Record<string, string | number> = { where, limit: 2, order_by: 'Slug' }
    for (let page = 0; page < 4; page += 1) {
      const answer = await get(hub, here(), query)
      pages.push(
        ...z
          .array(z.unknown())
          .parse(answer.json)
          .map((item) => extendedOf(kind, item).Slug),
      )
      const next = answer.headers.get('ConfigHub-Continue')
      if (next === null) break
      query.continue = next
    }
    expect(pages).toEqual(slugs)
    const whole = await get(hub, here(), { where: "Slug = 'page-a'", include: kind.include.join(',') })
    expect(
      z
        .array(z.unknown())
        .parse(whole.json)
        .map((item) => extendedOf(kind, item).Slug),
    ).toEqual(['page-a'])
    expect(whole.json).toMatchObject([{ Space: { Slug: ground.slug }, Organization: {} }])
    const trimmed = await get(hub, here(), { where, select: 'CreatedAt', limit: 1 })
    expect(
      Object.keys(
        z.array(z.looseObject({ [kind.name]: z.looseObject({}) })).parse(trimmed.json)[0]?.[kind.name] ?? {},
      ).sort(),
    ).toEqual([`${kind.name}ID`, 'CreatedAt', 'OrganizationID', 'Slug', 'SpaceID'].sort())
  })

  it.each([
    'where=Colour%20=%201',
    'select=Colour',
    'include=Colour',
    'order_by=Labels',
    'limit=1001',
    'filter=x',
  ])('refuses %s', async (query) => {
    for (const path of [here(), `/${kind.path}`]) {
      const answer = await get(hub, `${path}?${query}`)
      expect([path, answer.status]).toEqual([path, 400])
      EnvelopeShape.parse(answer.json)
    }
  })

  it('is hidden by a HiddenReason unless a request asks for it', async () => {
    const made = await add(ground, kind, { Slug: 'hidden', HiddenReason: 'retired' })
    const where = "Slug LIKE 'hidde_'"

    expect(await list(ground, kind, { where })).toEqual([])
    const asked = await list(ground, kind, { where, include_hidden: '*' })
    expect(asked.map(({ id }) => id)).toEqual([made.id])
    expect((await get(hub, `${here()}/${made.id}`)).status).toBe(200)
    await call(hub, 'PATCH', `${here()}/${made.id}`, { body: { HiddenReason: null } })
    expect(await list(ground, kind, { where })).toHaveLength(1)
  })

  const wrong: readonly (readonly [string, Record<string, unknown>])[] = [
    ['no Slug', { Slug: undefined }],
    ['a Slug with a slash', { Slug: '../x' }],
    ['a Slug that is a number', { Slug: 7 }],
    ['a label value with a quote', { Slug: 'x', Labels: { Tier: "it's" } }],
    ['labels that are a list', { Slug: 'x', Labels: ['a'] }],
    ['a gate that is a word', { Slug: 'x', DeleteGates: { audit: 'yes' } }],
    ['NUL in a DisplayName', { Slug: 'x', DisplayName: 'a\u0000b' }],
    ['NUL in an annotation', { Slug: 'x', Annotations: { a: 'a\u0000b' } }],
    ['half a surrogate pair', { Slug: 'x', Annotations: { a: '\ud800' } }],
    ...kind.wrong.map((body) => [`its own ${JSON.stringify(body)}`, { Slug: 'x', ...body }] as const),
  ]
  it.each(wrong)('refuses %s', async (_what, body) => {
    const answer = await create(ground, kind, body)

    expect([answer.status, EnvelopeShape.parse(answer.json).Code]).toEqual([400, '400'])
  })

  it('stores hostile text as it is, and never executes it', async () => {
    const hostile = `'; DROP TABLE "Unit"; -- \\ "quoted" \n<script>alert(1)</script> \u202e ${'é'.repeat(100)} 😀 __proto__`
    const made = await add(ground, kind, {
      Slug: 'hostile',
      Annotations: { constructor: hostile, 'a.b/c': '$1 %s {{.}}' },
      Labels: { toString: 'own' },
    })

    expect(made.fields.Annotations).toEqual({ constructor: hostile, 'a.b/c': '$1 %s {{.}}' })
    expect(made.fields.Labels).toEqual({ toString: 'own' })
    const read = extendedOf(kind, (await get(hub, `${here()}/${made.id}`)).json)
    expect(read.fields.Annotations).toEqual(made.fields.Annotations)
    const found = await list(ground, kind, { contains: '"; --' })
    expect(found.map(({ Slug }) => Slug)).toEqual(['hostile'])
  })

  it('refuses a body that is not an object', async () => {
    for (const body of [[], 'text', 3, true]) {
      const answer = await call(hub, 'POST', here(), {
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json' },
      })
      expect([body, answer.status]).toEqual([body, 400])
    }
    expect((await call(hub, 'PATCH', `/${kind.path}`, { body: [] })).status).toBe(400)
  })
})
