import { beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call } from '#tests/contract/http.ts'
import { invocation } from '#tests/contract/invocations.ts'
import { add, type Ground, kindOf, kinds, newGround } from '#tests/contract/residents.ts'
import { EnvelopeShape, ResponseErrorShape, SpaceShape, UserShape } from '#tests/contract/shapes.ts'
import type { HubAddress } from '#tests/contract/start-hubs.ts'
import { putDocument, written } from '#tests/contract/units.ts'

const alice = 'alice@trading.com'
const bob = 'bob@trading.com'
const bot = 'ci-bot'
const auditor = 'auditor@trading.com'
const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: x\nspec:\n  replicas: 1\n'

type Person = z.infer<typeof UserShape>

async function peopleOf(hub: HubAddress): Promise<ReadonlyMap<string, Person>> {
  const users = z.array(UserShape).parse((await call(hub, 'GET', '/user')).json)
  return new Map(users.map((user) => [user.Username ?? '', user]))
}

/** A Space with two Units that have data, and who may do what there. */
async function guarded(hub: HubAddress, slug: string, Permissions: Record<string, unknown>): Promise<Ground> {
  const ground = await newGround(hub, slug)
  for (const unit of ground.units)
    written(await putDocument(hub, { path: `/space/${ground.SpaceID}/unit/${unit}` }, deployment))
  const answer = await call(hub, 'PATCH', `/space/${ground.SpaceID}`, { body: { Permissions } })
  expect(SpaceShape.parse(answer.json).Permissions ?? {}).toEqual(Permissions)
  return ground
}

describe.each(inject('writingHubs'))('2.4 permissions on $database', (hub) => {
  let people: ReadonlyMap<string, Person>
  beforeAll(async () => {
    people = await peopleOf(hub)
  })
  const users = (...names: string[]) => ({
    UserIDs: Object.fromEntries(names.map((name) => [people.get(name)?.UserID ?? '', true])),
  })
  const statusOf = async (as: string, method: string, path: string, options = {}) =>
    (await call(hub, method, path, { as, ...options })).status

  describe('View', () => {
    let ground: Ground
    let space = ''
    let unit = ''
    let where = ''
    beforeAll(async () => {
      ground = await guarded(hub, 'permissions-view', {})
      for (const kind of kinds) await add(ground, kind, { Slug: `a-${kind.name}` })
      const Permissions = { View: users(alice) }
      await call(hub, 'PATCH', `/space/${ground.SpaceID}`, { body: { Permissions } })
      space = `/space/${ground.SpaceID}`
      unit = `${space}/unit/${ground.units[0]}`
      where = `SpaceID = '${ground.SpaceID}'`
    })

    it('hides a Space and all it has from every list of those who are not listed', async () => {
      const lists = ['/space', '/unit', '/unit_data', '/unit_mutation_sources', '/revision', '/revision_data']
      for (const path of [...lists, ...kinds.map(({ path }) => `/${path}`)]) {
        const query = { where, include_hidden: true }
        const [seen, unseen] = await Promise.all(
          [alice, bob].map(async (as) => (await call(hub, 'GET', path, { as, query })).json),
        )
        expect([path, z.array(z.unknown()).parse(seen).length > 0, unseen]).toEqual([path, true, []])
      }
    })

    it.each([
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['GET', '/unit'],
      ['POST', '/unit'],
      ['GET', '/tag'],
      ['POST', '/tag'],
    ])('answers %s of the Space%s as if it were not there', async (method, below) => {
      const answer = await call(hub, method, `${space}${below}`, {
        as: bob,
        ...(method === 'GET' ? {} : { body: { Slug: 'x', ToolchainType: 'Kubernetes/YAML' } }),
      })

      expect([answer.status, EnvelopeShape.parse(answer.json).Code]).toEqual([404, '404'])
    })

    it('answers its Units and entities as if they were not there', async () => {
      const statuses = [
        await statusOf(bob, 'GET', unit),
        await statusOf(bob, 'GET', `${unit}/data`),
        await statusOf(bob, 'PUT', `${unit}/data`, { body: deployment }),
        await statusOf(bob, 'PATCH', unit, { body: {} }),
        await statusOf(bob, 'DELETE', unit),
        await statusOf(bob, 'GET', `${unit}/revision`),
        await statusOf(bob, 'GET', `${unit}/revision/1/data`),
        await statusOf(bob, 'GET', `${unit}/mutation`),
        await statusOf(bob, 'GET', `${unit}/mutation_sources`),
      ]

      expect(statuses).toEqual([404, 404, 404, 404, 404, 404, 404, 404, 404])
      expect(await statusOf(alice, 'GET', `${unit}/data`)).toBe(200)
    })

    it('keeps functions and bulk operations away', async () => {
      const body = invocation('set-replicas', { replicas: 4 })
      for (const [method, path] of [
        ['POST', '/function/invoke'],
        ['PATCH', '/unit'],
        ['DELETE', '/unit'],
        ['PATCH', '/filter'],
        ['DELETE', '/_space'],
      ] as const) {
        const answer = await call(hub, method, path, { as: bob, query: { where, dry_run: true }, body })
        expect([path, answer.status, answer.json]).toEqual([path, 200, []])
      }
    })

    it('counts only what is seen', async () => {
      const query = { where, summary: true }
      const spaces = (as: string) => call(hub, 'GET', '/space', { as, query })

      expect((await spaces(bob)).json).toEqual([])
      expect((await spaces(alice)).json).toMatchObject([{ TotalUnitCount: 2 }])
    })

    it('lets nothing out through relations, expansions, Filters and Views', async () => {
      const copy = { Slug: 'seen-copy' }
      const open = await newGround(hub, 'permissions-open')
      const upstream = { upstream_space_id: ground.SpaceID, upstream_unit_id: ground.units[0] ?? '' }
      const cloned = await call(hub, 'POST', `/space/${open.SpaceID}/unit`, { query: upstream, body: copy })
      expect(cloned.status).toBe(200)
      const ask = async (as: string, condition: string) =>
        z.array(z.looseObject({})).parse(
          (
            await call(hub, 'GET', '/unit', {
              as,
              query: {
                where: `Slug = 'seen-copy' AND ${condition}`,
                include: 'UpstreamUnitID,UpstreamSpaceID',
              },
            })
          ).json,
        )
      for (const condition of [
        "UpstreamSpace.Slug = 'permissions-view'",
        "UpstreamUnit.Slug = 'one'",
        'HeadRevisionNum <= UpstreamUnit.HeadRevisionNum',
        "UpstreamUnit.Slug != 'two' IS TRUE",
      ])
        expect([condition, (await ask(alice, condition)).length, (await ask(bob, condition)).length]).toEqual(
          [condition, 1, 0],
        )
      const upgradable = async (as: string) =>
        (await call(hub, 'GET', `/space/${open.SpaceID}`, { as, query: { summary: true } })).json
      const unit = `/space/${ground.SpaceID}/unit/${ground.units[0]}`
      written(await putDocument(hub, { path: unit }, `# newer\n${deployment}`))
      expect(await upgradable(alice)).toMatchObject({ UpgradableUnitCount: 1 })
      expect(await upgradable(bob)).not.toHaveProperty('UpgradableUnitCount')
      const [seen] = await ask(alice, 'UpstreamRevisionNum > 0')
      const [unseen] = await ask(bob, 'UpstreamRevisionNum > 0')
      expect(Object.keys(seen ?? {}).sort()).toEqual(['Unit', 'UpstreamSpace', 'UpstreamUnit'])
      expect(Object.keys(unseen ?? {})).toEqual(['Unit'])

      const filter = await add(ground, kindOf('Filter'), { Slug: 'secret' })
      const view = await add(ground, kindOf('View'), { Slug: 'secret-view' })
      for (const query of [{ filter: filter.id }, { view: view.id }, { view: 'secret-view' }]) {
        expect(await statusOf(alice, 'GET', '/unit', { query })).toBe(200)
        expect(await statusOf(bob, 'GET', '/unit', { query })).toBe(404)
      }
      const body = { ...kindOf('View').body(open), Slug: 'stolen', FilterID: filter.id }
      expect(await statusOf(bob, 'POST', `/space/${open.SpaceID}/view`, { body })).toBe(404)
      const link = { Slug: 'stolen', FromUnitID: open.units[0], ToUnitID: ground.units[1] }
      expect(await statusOf(bob, 'POST', `/space/${open.SpaceID}/link`, { body: link })).toBe(404)
    })

    it('does not keep administrators out', async () => {
      expect((await call(hub, 'GET', space)).status).toBe(200)
      expect((await call(hub, 'PATCH', space, { body: { Labels: { by: 'admin' } } })).status).toBe(200)
    })
  })

  it('Edit keeps writing for those it lists; others read', async () => {
    const ground = await guarded(hub, 'permissions-edit', { Edit: users(alice) })
    const unit = `/space/${ground.SpaceID}/unit/${ground.units[0]}`
    const writes = async (as: string) => [
      await statusOf(as, 'PUT', `${unit}/data`, { body: `# ${as}\n${deployment}` }),
      await statusOf(as, 'PATCH', unit, { body: { Labels: { by: as.replace('@', '-') } } }),
      await statusOf(as, 'PATCH', `/space/${ground.SpaceID}`, { body: { DisplayName: 'x' } }),
    ]

    expect(await writes(alice)).toEqual([200, 200, 200])
    expect(await writes(bob)).toEqual([403, 403, 403])
    expect(await statusOf(bob, 'GET', `${unit}/data`)).toBe(200)
    const query = { where: `SpaceID = '${ground.SpaceID}'` }
    const patched = await call(hub, 'PATCH', '/unit', { as: bob, query, body: { Labels: { x: 'y' } } })
    const refused = z.array(z.looseObject({ Error: ResponseErrorShape })).parse(patched.json)
    expect([patched.status, refused.map((item) => item.Error.Status)]).toEqual([207, [403, 403]])
    const body = invocation('set-replicas', { replicas: 4 })
    const run = await call(hub, 'POST', '/function/invoke', { as: bob, query, body })
    expect(
      z
        .array(z.looseObject({ Success: z.boolean() }))
        .parse(run.json)
        .map(({ Success }) => Success),
    ).toEqual([false, false])
    const dry = await call(hub, 'POST', '/function/invoke', {
      as: bob,
      query: { ...query, dry_run: true },
      body,
    })
    expect(
      z
        .array(z.looseObject({ Success: z.boolean() }))
        .parse(dry.json)
        .map(({ Success }) => Success),
    ).toEqual([true, true])
    const tag = await call(hub, 'POST', `/space/${ground.SpaceID}/tag`, {
      as: alice,
      body: { Slug: 'of-alice' },
    })
    expect(tag.status).toBe(200)
    const { TagID } = z.looseObject({ TagID: z.string() }).parse(tag.json)
    const tagged = await call(hub, 'POST', '/unit/tag', { as: bob, query, body: { TagID } })
    expect(tagged.status).toBe(207)
    expect(await statusOf(bob, 'DELETE', `/space/${ground.SpaceID}/tag/${TagID}`)).toBe(403)
    expect(await statusOf(alice, 'DELETE', `/space/${ground.SpaceID}/tag/${TagID}`)).toBe(200)
  })

  it('a refusal is a 403 with the envelope, and says what is missing', async () => {
    const ground = await guarded(hub, 'permissions-message', { Edit: users(alice) })
    const answer = await call(hub, 'PATCH', `/space/${ground.SpaceID}`, { as: bob, body: {} })

    expect(answer.status).toBe(403)
    expect(EnvelopeShape.parse(answer.json)).toMatchObject({
      Code: '403',
      Message: expect.stringContaining('Edit'),
    })
  })

  it('CreateChildren keeps creating for those it lists', async () => {
    const ground = await guarded(hub, 'permissions-create', { CreateChildren: users(alice) })
    const create = (as: string, Slug: string) =>
      Promise.all([
        statusOf(as, 'POST', `/space/${ground.SpaceID}/unit`, {
          body: { Slug, ToolchainType: 'Kubernetes/YAML' },
        }),
        statusOf(as, 'POST', `/space/${ground.SpaceID}/tag`, { body: { Slug } }),
      ])

    expect(await create(alice, 'by-alice')).toEqual([200, 200])
    expect(await create(bob, 'by-bob')).toEqual([403, 403])
    // Editing what is there is another permission.
    const unit = `/space/${ground.SpaceID}/unit/${ground.units[0]}`
    expect(await statusOf(bob, 'PATCH', unit, { body: { DisplayName: 'x' } })).toBe(200)
  })

  it('a viewer who is listed may write in that Space, and nowhere else', async () => {
    const ground = await guarded(hub, 'permissions-viewer', {
      Edit: users(auditor),
      CreateChildren: users(auditor),
    })
    const other = await newGround(hub, 'permissions-viewer-other')
    const path = ({ SpaceID, units }: Ground) => `/space/${SpaceID}/unit/${units[0]}`

    expect(await statusOf(auditor, 'PATCH', path(ground), { body: { DisplayName: 'x' } })).toBe(200)
    expect(await statusOf(auditor, 'POST', `/space/${ground.SpaceID}/tag`, { body: { Slug: 'x' } })).toBe(200)
    expect(await statusOf(auditor, 'PATCH', path(other), { body: { DisplayName: 'x' } })).toBe(403)
    expect(await statusOf(auditor, 'POST', '/space', { body: { Slug: 'by-auditor' } })).toBe(403)
  })

  it('Manage changes who may do what, and deletes the Space', async () => {
    const ground = await guarded(hub, 'permissions-manage', { Manage: users(alice) })
    const space = `/space/${ground.SpaceID}`
    const allow = (as: string, name: string) =>
      call(hub, 'PATCH', space, { as, body: { Permissions: { Edit: users(name) } } })

    expect((await allow(bob, bob)).status).toBe(403)
    expect(await statusOf(bob, 'PATCH', space, { body: { DisplayName: 'x' } })).toBe(200)
    const allowed = SpaceShape.parse((await allow(alice, alice)).json)
    expect(allowed.Permissions).toEqual({ Manage: users(alice), Edit: users(alice) })
    expect(await statusOf(bob, 'PATCH', space, { body: { DisplayName: 'y' } })).toBe(403)
    // null takes a person off the list.
    const [id = ''] = Object.keys(users(alice).UserIDs)
    const taken = await call(hub, 'PATCH', space, {
      as: alice,
      body: { Permissions: { Edit: { UserIDs: { [id]: null } } } },
    })
    expect(taken.status).toBe(200)
    expect(await statusOf(bob, 'DELETE', `${space}?recursive=true`)).toBe(403)
    expect(await statusOf(alice, 'DELETE', `${space}?recursive=true`)).toBe(200)
  })

  it('an editor cannot take an unrestricted Space for himself unless he may Manage it', async () => {
    const noBob = Object.fromEntries(Object.keys(users(bob).UserIDs).map((id) => [id, null]))
    const ground = await guarded(hub, 'permissions-taken', { View: users(alice, bob) })
    const Permissions = {
      View: { UserIDs: { ...users(alice).UserIDs, ...noBob } },
      Edit: users(alice),
      Manage: users(alice),
    }

    expect(await statusOf(alice, 'PATCH', `/space/${ground.SpaceID}`, { body: { Permissions } })).toBe(403)
    expect(await statusOf('admin@hubdeck.local', 'PATCH', `/space/${ground.SpaceID}`, { body: {} })).toBe(401)
    expect((await call(hub, 'PATCH', `/space/${ground.SpaceID}`, { body: { Permissions } })).status).toBe(200)
    expect(await statusOf(bob, 'GET', `/space/${ground.SpaceID}`)).toBe(404)
    expect(await statusOf(alice, 'PATCH', `/space/${ground.SpaceID}`, { body: { DisplayName: 'x' } })).toBe(
      200,
    )
  })

  it('reaches the members of a group', async () => {
    const [group = ''] = people.get(alice)?.GroupIDs ?? []
    expect(people.get(bob)?.GroupIDs).toEqual([group])
    expect(people.get(bot)?.GroupIDs).toBeUndefined()
    const ground = await guarded(hub, 'permissions-group', { View: { GroupIDs: { [group]: true } } })
    const space = `/space/${ground.SpaceID}`

    expect([await statusOf(alice, 'GET', space), await statusOf(bob, 'GET', space)]).toEqual([200, 200])
    expect([await statusOf(bot, 'GET', space), await statusOf(auditor, 'GET', space)]).toEqual([404, 404])
    const off = { View: { GroupIDs: { [group]: false } } }
    expect((await call(hub, 'PATCH', space, { body: { Permissions: off } })).status).toBe(200)
    expect(await statusOf(alice, 'GET', space)).toBe(404)
  })

  it.each([
    ['an unknown action', { Delete: { UserIDs: {} } }],
    ['an id that is none', { View: { UserIDs: { alice: true } } }],
    ['a word instead of a boolean', { View: { UserIDs: { '0f4e7a52-1111-4222-8333-944455566677': 'yes' } } }],
    ['a list', { View: [] }],
  ])('refuse %s', async (what, Permissions) => {
    const body = { Slug: `refused-${what.length}`, Permissions }
    expect((await call(hub, 'POST', '/space', { body })).status).toBe(400)
  })
})
