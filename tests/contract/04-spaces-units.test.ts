import { beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { type CallOptions, call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { type Ground, kubernetes, newGround } from '#tests/contract/residents.ts'
import {
  EnvelopeShape,
  ExtendedSpaceShape,
  ExtendedUnitShape,
  ResponseErrorShape,
  SpaceShape,
  UnitWriteShape,
} from '#tests/contract/shapes/answers.ts'
import { revisions } from '#tests/contract/units.ts'

type Fields = Readonly<Record<string, unknown>>

/** What Spaces and Units have in common with the entities of 04-residents, with other paths and answers. */
type Kind = {
  readonly name: 'Space' | 'Unit'
  /** Path of its bulk operations. */
  readonly bulk: string
  readonly collection: (ground: Ground) => string
  readonly body: Fields
  readonly read: (json: unknown) => Fields
  readonly written: (json: unknown) => Fields
}

const kinds: readonly Kind[] = [
  {
    name: 'Space',
    bulk: '/_space',
    collection: () => '/space',
    body: {},
    read: (json) => ExtendedSpaceShape.parse(json).Space,
    written: (json) => SpaceShape.parse(json),
  },
  {
    name: 'Unit',
    bulk: '/unit',
    collection: ({ SpaceID }) => `/space/${SpaceID}/unit`,
    body: { ToolchainType: kubernetes },
    read: (json) => ExtendedUnitShape.parse(json).Unit,
    written: (json) => UnitWriteShape.parse(json).Unit,
  },
]
const cases = inject('writingHubs').flatMap((hub) =>
  kinds.map((kind) => ({ hub, kind, database: hub.database })),
)

describe.each(cases)('$kind.name on $database (contract 4.1)', ({ hub, kind }) => {
  let ground: Ground
  const prefix = `common-${kind.name.toLowerCase()}`
  beforeAll(async () => {
    ground = await newGround(hub, prefix)
  })
  const create = (Slug: string, body: Fields = {}, options: CallOptions = {}) =>
    call(hub, 'POST', kind.collection(ground), {
      ...options,
      body: { ...kind.body, Slug: `${prefix}-${Slug}`, ...body },
    })
  async function add(Slug: string, body: Fields = {}) {
    const fields = kind.written((await create(Slug, body)).json)
    const id = z.string().parse(fields[`${kind.name}ID`])
    return { id, path: `${kind.collection(ground)}/${id}`, Version: z.int().parse(fields.Version), fields }
  }
  const list = async (query: CallOptions['query'] = {}) =>
    z
      .array(z.unknown())
      .parse((await get(hub, kind.collection(ground), query)).json)
      .map((item) => kind.read(item))
  const slugs = async (query: CallOptions['query']) => (await list(query)).map(({ Slug }) => Slug)

  it('is replaced by PUT, which must name its Version', async () => {
    const { path, Version, fields } = await add('put', { Labels: { Tier: 'x' }, DisplayName: 'Before' })
    const body = { ...kind.body, Slug: fields.Slug, DisplayName: 'After' }

    expect((await call(hub, 'PUT', path, { body })).status).toBe(400)
    const after = kind.written((await call(hub, 'PUT', path, { body: { ...body, Version } })).json)
    expect(after).toMatchObject({ DisplayName: 'After', Version: Version + 1 })
    expect(after).not.toHaveProperty('Labels')
    const stale = await call(hub, 'PUT', path, { body: { ...body, Version } })
    expect([stale.status, EnvelopeShape.parse(stale.json).Code]).toEqual([409, '409'])
    expect((await call(hub, 'PATCH', path, { body: { Version, DisplayName: 'x' } })).status).toBe(409)
    expect(
      (await call(hub, 'PATCH', path, { body: { Version: Version + 1, DisplayName: 'x' } })).status,
    ).toBe(200)
  })

  it('accepts a merge patch: null deletes a key, an empty patch changes nothing', async () => {
    const { path } = await add('patch', { Labels: { a: '1', b: '2' }, Annotations: { note: 'x' } })
    const patch = async (body: unknown) => kind.written((await call(hub, 'PATCH', path, { body })).json)

    expect(await patch({ Labels: { a: null }, Annotations: null })).toMatchObject({ Labels: { b: '2' } })
    const read = kind.read((await get(hub, path)).json)
    expect(read).not.toHaveProperty('Annotations')
    const { UpdatedAt: _, Version: __, ...rest } = await patch(null)
    expect(read).toMatchObject(rest)
    expect((await call(hub, 'PATCH', path, { body: { Slug: null } })).status).toBe(400)
  })

  it('is patched and deleted in bulk; what is refused carries its Error', async () => {
    const [kept, gone] = [await add('kept', { DeleteGates: { audit: true } }), await add('gone')]
    const query = { where: `${kind.name}ID IN ('${kept.id}', '${gone.id}')` }
    const errors = (json: unknown) =>
      z
        .array(z.looseObject({ Error: ResponseErrorShape.optional() }))
        .parse(json)
        .flatMap((item) => (item.Error === undefined ? [] : [item.Error.ErrorMetadata?.EntityID]))

    const labelled = await call(hub, 'PATCH', kind.bulk, { query, body: { Labels: { Tier: 'y' } } })
    expect([labelled.status, errors(labelled.json)]).toEqual([200, []])
    expect((await list(query)).map(({ Labels }) => Labels)).toEqual([{ Tier: 'y' }, { Tier: 'y' }])
    const renamed = await call(hub, 'PATCH', kind.bulk, { query, body: { Slug: `${prefix}-same` } })
    expect([renamed.status, errors(renamed.json).length]).toEqual([207, 1])
    const removed = await call(hub, 'DELETE', kind.bulk, { query })
    expect([removed.status, errors(removed.json)]).toEqual([207, [kept.id]])
    expect((await list(query)).map((fields) => fields[`${kind.name}ID`])).toEqual([kept.id])
  })

  it('is hidden by a HiddenReason unless a request asks for it', async () => {
    const { path } = await add('hidden', { HiddenReason: 'retired' })
    const where = `Slug LIKE '${prefix}-hidde_'`
    const named = `Slug = '${prefix}-hidden'`

    expect(await slugs({ where })).toEqual([])
    expect(await slugs({ where, include_hidden: 'archived' })).toEqual([])
    const asked = [
      { where, include_hidden: '*' },
      { where, include_hidden: 'archived,retired' },
    ]
    const toldByName = [{ where: named }, { where: `${where} AND HiddenReason = 'retired'` }]
    for (const query of [...asked, ...toldByName]) expect(await slugs(query)).toEqual([`${prefix}-hidden`])
    expect((await get(hub, path)).status).toBe(200)
    const bulk = await call(hub, 'PATCH', kind.bulk, { query: { where }, body: { Labels: { a: 'b' } } })
    expect(bulk.json).toEqual([])
    await call(hub, 'PATCH', path, { body: { HiddenReason: null } })
    expect(await slugs({ where })).toHaveLength(1)
  })

  it('leaves no trace of a dry run', async () => {
    const { path, id, Version } = await add('dry')
    const everything = async () => [
      await list({ where: `Slug LIKE '${prefix}-%'`, include_hidden: '*' }),
      kind.name === 'Unit' ? await revisions(hub, { path }) : [],
    ]
    const before = await everything()
    const query = { dry_run: true, where: `${kind.name}ID = '${id}'` }
    const answers = [
      await create('never', {}, { query }),
      await call(hub, 'PUT', path, { query, body: { ...kind.body, Slug: 'never', Version } }),
      await call(hub, 'PATCH', path, { query, body: { DisplayName: 'Never' } }),
      await call(hub, 'PATCH', kind.bulk, { query, body: { DisplayName: 'Never' } }),
    ]

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(kind.written(answers[2]?.json)).toMatchObject({ DisplayName: 'Never' })
    expect(await everything()).toEqual(before)
  })

  it('stores hostile text as it is', async () => {
    const text = `'; DROP TABLE "Unit"; -- \\ "q" \n<script>alert(1)</script> \u202e 😀 __proto__ $1 %s {{.}}`
    const { path } = await add('hostile', { Annotations: { constructor: text, toString: 'own' } })

    expect(kind.read((await get(hub, path)).json).Annotations).toEqual({ constructor: text, toString: 'own' })
    expect(await slugs({ contains: '"; --' })).toContain(`${prefix}-hostile`)
    for (const body of [
      { Annotations: { a: 'a\u0000b' } },
      { Annotations: { a: '\udc00' } },
      { Labels: { a: 'a\u0000' } },
    ])
      expect((await call(hub, 'PATCH', path, { body })).status).toBe(400)
  })
})

describe.each(inject('writingHubs'))('Triggers of a Space on $database (contract 4.2)', (hub) => {
  const trigger = (space: string, Slug: string, Disabled = false) =>
    call(hub, 'POST', `/space/${space}/trigger`, {
      body: {
        Slug,
        Event: 'Mutation',
        ToolchainType: kubernetes,
        FunctionName: 'vet-placeholders',
        Disabled,
      },
    })

  async function spaceWith(address: HubAddress, Slug: string) {
    const answer = await call(address, 'POST', '/space', { body: { Slug } })
    return SpaceShape.parse(answer.json).SpaceID
  }

  it('are resolved when chosen, and again with refresh_triggers', async () => {
    const [policies, own] = [await spaceWith(hub, 'chosen-policies'), await spaceWith(hub, 'chosen-own')]
    await trigger(policies, 'first')
    const WhereTrigger = `SpaceID = '${policies}' AND Disabled = false`
    const patch = async (body: object, query = {}) =>
      SpaceShape.parse((await call(hub, 'PATCH', `/space/${own}`, { body, query })).json)

    const chosen = await patch({ WhereTrigger })
    expect(chosen.TriggerIDs).toHaveLength(1)
    await trigger(policies, 'second')
    await trigger(policies, 'off', true)
    expect((await patch({ DisplayName: 'x' })).TriggerIDs).toEqual(chosen.TriggerIDs)
    const refreshed = await patch({}, { refresh_triggers: true })
    expect(refreshed.TriggerIDs).toHaveLength(2)
    expect(refreshed.TriggerHash).not.toBe(chosen.TriggerHash)
    const read = await get(hub, `/space/${own}`, { include: 'TriggerIDs' })
    expect(
      ExtendedSpaceShape.parse(read.json)
        .Triggers?.map(({ Slug }) => Slug)
        .sort(),
    ).toEqual(['first', 'second'])
    expect(await patch({ WhereTrigger: null })).not.toHaveProperty('TriggerIDs')
    expect((await call(hub, 'PATCH', `/space/${own}`, { body: { WhereTrigger: 'Colour = 1' } })).status).toBe(
      400,
    )
  })
})
