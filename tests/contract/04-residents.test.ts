import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import {
  add,
  create,
  entityOf,
  extendedOf,
  type Ground,
  kinds,
  list,
  newGround,
} from '#tests/contract/residents.ts'
import { EnvelopeShape, ResponseErrorShape } from '#tests/contract/shapes/answers.ts'

const DeleteShape = z.strictObject({ Message: z.string().min(1) })
const cases = inject('writingHubs').flatMap((hub) =>
  kinds.map((kind) => ({ hub, kind, database: hub.database })),
)

describe.each(cases)('$kind.name on $database (contract 4, 5.4)', ({ hub, kind }) => {
  let ground: Ground
  const here = () => `/space/${ground.SpaceID}/${kind.path}`
  beforeAll(async () => {
    ground = await newGround(hub, `residents-${kind.path.replace('_', '-')}`)
  })

  it('is created, read in its wrapper, listed in its Space and beyond it, and deleted', async () => {
    const Slug = `life-${kind.name}`
    const made = await add(ground, kind, { Slug, DisplayName: 'A life', Labels: { Tier: 'x' } })
    const path = `${here()}/${made.id}`

    expect(made.fields).toMatchObject({ SpaceID: ground.SpaceID, Slug, DisplayName: 'A life', Version: 1 })
    expect(extendedOf(kind, (await get(hub, path)).json)).toMatchObject({ id: made.id, Slug })
    const where = `Slug = '${Slug}'`
    expect((await list(ground, kind, { where })).map(({ id }) => id)).toEqual([made.id])
    const everywhere = await get(hub, `/${kind.path}`, {
      where: `${where} AND Space.Slug = '${ground.slug}'`,
    })
    expect(z.array(z.unknown()).parse(everywhere.json)).toHaveLength(1)
    expect(DeleteShape.parse((await call(hub, 'DELETE', path)).json).Message).toContain(Slug)
    const gone = await Promise.all(['GET', 'PATCH', 'DELETE'].map((method) => call(hub, method, path)))
    expect(gone.map(({ status }) => status)).toEqual([404, 404, 404])
  })

  it('is found only in its own Space', async () => {
    const { id } = await add(ground, kind, { Slug: 'elsewhere' })
    const space = z
      .looseObject({ SpaceID: z.string() })
      .parse(
        (await call(hub, 'POST', '/space', { body: { Slug: `other-${kind.path.replace('_', '-')}` } })).json,
      )
    const path = `/space/${space.SpaceID}/${kind.path}/${id}`

    for (const method of ['GET', 'PATCH', 'DELETE'])
      expect([method, (await call(hub, method, path)).status]).toEqual([method, 404])
    expect((await get(hub, `/space/${randomUUID()}/${kind.path}`)).status).toBe(404)
    expect((await get(hub, `${here()}/no-uuid`)).status).toBe(400)
  })

  it('has a unique Slug; allow_exists returns the existing one', async () => {
    const first = await add(ground, kind, { Slug: 'twice' })

    const again = await create(ground, kind, { Slug: 'twice' })
    expect([again.status, EnvelopeShape.parse(again.json).Code]).toEqual([409, '409'])
    const welcome = await create(ground, kind, { Slug: 'twice' }, { query: { allow_exists: true } })
    expect(entityOf(kind, welcome.json)).toEqual(first)
    const other = await add(ground, kind, { Slug: 'thrice' })
    const taken = await call(hub, 'PATCH', `${here()}/${other.id}`, { body: { Slug: 'twice' } })
    expect(taken.status).toBe(409)
  })

  it('is replaced by PUT, which must name its Version', async () => {
    const made = await add(ground, kind, { Slug: 'replaced', Labels: { Tier: 'x' }, DisplayName: 'Before' })
    const path = `${here()}/${made.id}`
    const body = { ...kind.body(ground), Slug: 'replaced', DisplayName: 'After' }

    expect((await call(hub, 'PUT', path, { body })).status).toBe(400)
    const put = await call(hub, 'PUT', path, { body: { ...body, Version: made.Version } })
    const after = entityOf(kind, put.json)
    expect(after).toMatchObject({ id: made.id, Version: made.Version + 1 })
    expect(after.fields).toMatchObject({ DisplayName: 'After', CreatedAt: made.fields.CreatedAt })
    expect(after.fields).not.toHaveProperty('Labels')
    const stale = await call(hub, 'PUT', path, { body: { ...body, Version: made.Version } })
    expect([stale.status, EnvelopeShape.parse(stale.json).Code]).toEqual([409, '409'])
  })

  it('accepts a merge patch: null deletes a key, an empty patch changes nothing, read-only fields are ignored', async () => {
    const made = await add(ground, kind, { Slug: 'patched', Labels: { Tier: 'x', Desk: 'fx' } })
    const path = `${here()}/${made.id}`
    const patch = async (body: unknown) => entityOf(kind, (await call(hub, 'PATCH', path, { body })).json)

    expect((await patch({ Labels: { Desk: null, Area: 'eu' } })).fields.Labels).toEqual({
      Tier: 'x',
      Area: 'eu',
    })
    const untouched = await patch(null)
    expect({ ...untouched.fields, UpdatedAt: 0, Version: 0 }).toEqual({
      ...(
        await patch({
          SpaceID: randomUUID(),
          CreatedAt: '2001-01-01T00:00:00Z',
          [`${kind.name}ID`]: randomUUID(),
        })
      ).fields,
      UpdatedAt: 0,
      Version: 0,
    })
    expect((await patch({ Labels: null })).fields).not.toHaveProperty('Labels')
    const stale = await call(hub, 'PATCH', path, { body: { DisplayName: 'x', Version: made.Version } })
    expect(stale.status).toBe(409)
  })

  it('is patched in bulk; what is refused carries its Error', async () => {
    const [a, b] = [await add(ground, kind, { Slug: 'bulk-a' }), await add(ground, kind, { Slug: 'bulk-b' })]
    const query = { where: `${kind.name}ID IN ('${a.id}', '${b.id}')` }
    const bulk = (body: unknown) => call(hub, 'PATCH', `/${kind.path}`, { query, body })

    const labelled = await bulk({ Labels: { Tier: 'y' } })
    expect(labelled.status).toBe(200)
    const items = z.array(z.strictObject({ [kind.name]: z.unknown() })).parse(labelled.json)
    expect(items.map((item) => entityOf(kind, item[kind.name]).fields.Labels)).toEqual([
      { Tier: 'y' },
      { Tier: 'y' },
    ])
    const renamed = await bulk({ Slug: 'bulk-c' })
    expect(renamed.status).toBe(207)
    const mixed = z.array(z.looseObject({ Error: ResponseErrorShape.optional() })).parse(renamed.json)
    expect(mixed.map((item) => item.Error?.Status).sort()).toEqual([409, undefined])
    const failed = mixed.find((item) => item.Error !== undefined)
    expect(failed?.Error?.ErrorMetadata).toMatchObject({ EntityType: kind.name })
    expect(failed).not.toHaveProperty(kind.name)
  })

  it('is deleted in bulk, except those with delete gates', async () => {
    const kept = await add(ground, kind, { Slug: 'gated', DeleteGates: { audit: true } })
    const gone = await add(ground, kind, { Slug: 'not-gated' })
    const where = `${kind.name}ID IN ('${kept.id}', '${gone.id}')`

    const single = await call(hub, 'DELETE', `${here()}/${kept.id}`)
    expect([single.status, EnvelopeShape.parse(single.json).Message]).toEqual([
      409,
      expect.stringContaining('audit'),
    ])
    const bulk = await call(hub, 'DELETE', `/${kind.path}`, { query: { where } })
    expect(bulk.status).toBe(207)
    const items = z
      .array(z.strictObject({ Message: z.string().optional(), Error: ResponseErrorShape.optional() }))
      .parse(bulk.json)
    expect(items.map((item) => item.Error?.ErrorMetadata?.EntitySlug).sort()).toEqual(['gated', undefined])
    expect((await list(ground, kind, { where })).map(({ Slug }) => Slug)).toEqual(['gated'])
    await call(hub, 'PATCH', `${here()}/${kept.id}`, { body: { DeleteGates: { audit: null } } })
    expect((await call(hub, 'DELETE', `/${kind.path}`, { query: { where } })).status).toBe(200)
  })

  it('leaves no trace of a dry run', async () => {
    const made = await add(ground, kind, { Slug: 'rehearsed' })
    const everything = async () => {
      const lists = await Promise.all(
        kinds.map(
          async ({ path }) =>
            (await get(hub, `/space/${ground.SpaceID}/${path}`, { include_hidden: '*' })).text,
        ),
      )
      return [...lists, (await get(hub, `/space/${ground.SpaceID}/unit`)).text]
    }
    const before = await everything()
    const query = { dry_run: true, where: `${kind.name}ID = '${made.id}'` }
    const one = `${here()}/${made.id}`
    const answers = [
      await create(ground, kind, { Slug: 'never' }, { query }),
      await call(hub, 'PUT', one, {
        query,
        body: { ...kind.body(ground), Slug: 'rehearsed', Version: made.Version },
      }),
      await call(hub, 'PATCH', one, { query, body: { DisplayName: 'Never' } }),
      await call(hub, 'PATCH', `/${kind.path}`, { query, body: { DisplayName: 'Never' } }),
    ]

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(entityOf(kind, answers[2]?.json).fields.DisplayName).toBe('Never')
    expect(await everything()).toEqual(before)
    const refused = await create(ground, kind, { Slug: 'rehearsed' }, { query })
    expect(refused.status).toBe(409)
  })
})
