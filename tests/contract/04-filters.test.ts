import { beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import { invocation } from '#tests/contract/invocations.ts'
import { add, type Ground, kindOf, newGround } from '#tests/contract/residents.ts'
import {
  EnvelopeShape,
  ExtendedRevisionShape,
  ExtendedSpaceShape,
  ExtendedUnitShape,
  UnitDataShape,
  UnitWriteItemShape,
  UnitWriteShape,
} from '#tests/contract/shapes/answers.ts'
import { InvocationShape } from '#tests/contract/shapes/function.ts'
import { putDocument, written } from '#tests/contract/units.ts'

const filterKind = kindOf('Filter')
const deployment = (name: string, replicas: number) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  replicas: ${replicas}\n`

describe.each(inject('writingHubs'))('filters on $database (contract 4.7, 7.2)', (hub) => {
  let ground: Ground
  let other: Ground
  let small = ''
  beforeAll(async () => {
    ground = await newGround(hub, 'filters-here')
    other = await newGround(hub, 'filters-there')
    for (const { SpaceID } of [ground, other]) {
      for (const [Slug, replicas, Tier] of [
        ['few', 1, 'web'],
        ['many', 9, 'web'],
        ['few-too', 1, 'db'],
      ] as const) {
        const body = { Slug, ToolchainType: 'Kubernetes/YAML', Labels: { Tier, Area: 'filters' } }
        const answer = await call(hub, 'POST', `/space/${SpaceID}/unit`, { body })
        const { UnitID } = UnitWriteShape.parse(answer.json).Unit
        written(
          await putDocument(hub, { path: `/space/${SpaceID}/unit/${UnitID}` }, deployment(Slug, replicas)),
        )
      }
    }
    small = await filter('small', {
      Where: "Labels.Area = 'filters' AND Labels.Tier = 'web'",
      ResourceType: 'apps/v1/Deployment',
      WhereData: 'spec.replicas < 3',
    })
  })

  async function filter(Slug: string, body: Record<string, unknown>, of = ground): Promise<string> {
    const blank = { Where: undefined, ResourceType: undefined, WhereData: undefined }
    return (await add(of, filterKind, { Slug, ...blank, ...body })).id
  }
  const slugs = (json: unknown) =>
    z
      .array(ExtendedUnitShape)
      .parse(json)
      .map(({ Unit }) => `${Unit.SpaceSlug}/${Unit.Slug}`)
      .sort()

  it('apply all of Where, ResourceType and WhereData, in addition to where', async () => {
    expect(slugs((await get(hub, '/unit', { filter: small })).json)).toEqual([
      'filters-here/few',
      'filters-there/few',
    ])
    const where = "Space.Slug = 'filters-here'"
    expect(slugs((await get(hub, '/unit', { filter: small, where })).json)).toEqual(['filters-here/few'])
    const scoped = await get(hub, `/space/${ground.SpaceID}/unit`, { filter: small })
    expect(slugs(scoped.json)).toEqual(['filters-here/few'])
    expect(slugs((await get(hub, '/unit', { filter: small, where_data: 'spec.replicas > 1' })).json)).toEqual(
      [],
    )
  })

  it('select documents and what functions run on', async () => {
    const data = z.array(UnitDataShape).parse((await get(hub, '/unit_data', { filter: small })).json)
    expect(data.map(({ Slug }) => Slug)).toEqual(['few', 'few'])
    for (const path of ['/function/invoke', `/space/${other.SpaceID}/function/invoke`]) {
      const body = invocation('set-replicas', { replicas: 2 })
      const run = await call(hub, 'POST', path, { query: { filter: small, dry_run: true }, body })
      const items = z.array(InvocationShape).parse(run.json)
      expect(items.map(({ UnitSlug }) => UnitSlug)).toEqual(
        path.startsWith('/space') ? ['few'] : ['few', 'few'],
      )
    }
  })

  it('bring where_data to bulk patch and delete', async () => {
    const query = { filter: small, where: "Space.Slug = 'filters-there'" }
    const patched = await call(hub, 'PATCH', '/unit', { query, body: { Labels: { Small: 'yes' } } })
    expect(patched.status).toBe(200)
    const items = z.array(UnitWriteItemShape).parse(patched.json)
    expect(items.map((item) => item.Unit?.Slug)).toEqual(['few'])
    const many = "Slug = 'many'"
    expect((await call(hub, 'DELETE', '/unit', { query: { filter: small, where: many } })).json).toEqual([])
    expect(
      (await call(hub, 'PATCH', '/unit', { query: { where_data: 'spec.replicas < 3' }, body: {} })).status,
    ).toBe(400)
  })

  it('select other entities as well', async () => {
    const spaces = await filter('spaces', { From: 'Space', Where: "Slug LIKE 'filters-%'" })
    const found = z.array(ExtendedSpaceShape).parse((await get(hub, '/space', { filter: spaces })).json)
    expect(found.map(({ Space }) => Space.Slug).sort()).toEqual(['filters-here', 'filters-there'])
    const patch = await call(hub, 'PATCH', '/_space', {
      query: { filter: spaces },
      body: { Labels: { Area: 'f' } },
    })
    expect(z.array(z.unknown()).parse(patch.json)).toHaveLength(2)

    const revisions = await filter('revisions', {
      From: 'Revision',
      Where: "Source = 'UpdateUnit' AND Unit.Slug = 'many'",
    })
    const list = z
      .array(ExtendedRevisionShape)
      .parse((await get(hub, '/revision', { filter: revisions })).json)
    expect(list.map(({ Revision }) => Revision.UnitSlug)).toEqual(['many', 'many'])

    const filters = await filter('filters', { From: 'Filter', Where: "Slug = 'small'" })
    const where = "Slug != 'small'"
    expect((await call(hub, 'DELETE', '/filter', { query: { filter: filters, where } })).json).toEqual([])
  })

  it('are refused for another entity, for another Space, and when they do not exist', async () => {
    const spaces = await filter('of-spaces', { From: 'Space', Where: "Slug = 'x'" })
    const there = await filter('there', { Where: "Slug = 'few'", FromSpaceID: other.SpaceID })
    const answers = [
      await get(hub, '/unit', { filter: spaces }),
      await get(hub, '/space', { filter: small }),
      await get(hub, `/space/${ground.SpaceID}/unit`, { filter: there }),
      await get(hub, '/unit', { filter: 'small' }),
      await get(hub, '/unit', { filter: '0f4e7a52-1111-4222-8333-944455566677' }),
    ]

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 404])
    for (const answer of answers) EnvelopeShape.parse(answer.json)
    expect(slugs((await get(hub, '/unit', { filter: there })).json)).toEqual(['filters-there/few'])
    expect(slugs((await get(hub, `/space/${other.SpaceID}/unit`, { filter: there })).json)).toEqual([
      'filters-there/few',
    ])
  })

  it('may select hidden entities', async () => {
    const body = { Slug: 'unseen', ToolchainType: 'Kubernetes/YAML', HiddenReason: 'retired' }
    await call(hub, 'POST', `/space/${ground.SpaceID}/unit`, { body })
    const seen = await filter('seen', { Where: "Slug = 'unseen'" })
    const unseen = await filter('unseen', { Where: "Slug = 'unseen'", IncludeHidden: '*' })

    expect(slugs((await get(hub, '/unit', { filter: seen })).json)).toEqual([])
    expect(slugs((await get(hub, '/unit', { filter: unseen })).json)).toEqual(['filters-here/unseen'])
  })

  it('have a Hash of their conditions, whatever their name', async () => {
    const hashOf = async (id: string) =>
      z
        .looseObject({ Filter: z.looseObject({ Hash: z.string() }) })
        .parse((await get(hub, `/space/${ground.SpaceID}/filter/${id}`)).json).Filter.Hash
    const [a, b, c] = [
      await filter('hash-a', { Where: "Slug = 'a'" }),
      await filter('hash-b', { Where: "Slug = 'a'" }),
      await filter('hash-c', { Where: "Slug = 'c'" }),
    ]

    expect(await hashOf(a)).toBe(await hashOf(b))
    expect(await hashOf(c)).not.toBe(await hashOf(a))
    const path = `/space/${ground.SpaceID}/filter/${c}`
    await call(hub, 'PATCH', path, { body: { Where: "Slug = 'a'" } })
    expect(await hashOf(c)).toBe(await hashOf(a))
    expect((await call(hub, 'PATCH', path, { body: { Where: 'Colour = 1' } })).status).toBe(400)
  })
})
