import { beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import {
  alice,
  auditor,
  bob,
  bot,
  deployment,
  guarded,
  peopleOf,
  statusAs,
  subjects,
} from '#tests/contract/guarded.ts'
import { call } from '#tests/contract/http.ts'
import { invocation } from '#tests/contract/invocations.ts'
import { type Ground, newGround } from '#tests/contract/residents.ts'
import { EnvelopeShape, ResponseErrorShape, SpaceShape } from '#tests/contract/shapes/answers.ts'

describe.each(inject('writingHubs'))('permissions on $database (contract 2.4)', (hub) => {
  let people: Awaited<ReturnType<typeof peopleOf>>
  beforeAll(async () => {
    people = await peopleOf(hub)
  })
  const users = (...names: string[]) => subjects(people, ...names)
  const statusOf = (as: string, method: string, path: string, options = {}) =>
    statusAs(hub, as, method, path, options)

  it('Edit reserves writing for those it lists; others read', async () => {
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

  it('CreateChildren reserves creating for those it lists', async () => {
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
    // Editing what exists needs another permission.
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

  it('includes the members of a group', async () => {
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

  it.each(['EditChildren', 'Impersonate'])('accept %s, which nothing in a Space needs', async (action) => {
    const ground = await guarded(hub, `permissions-${action.toLowerCase()}`, {})
    const Permissions = { [action]: subjects(people, alice) }

    const answer = await call(hub, 'PATCH', `/space/${ground.SpaceID}`, { body: { Permissions } })

    expect([answer.status, SpaceShape.parse(answer.json).Permissions]).toEqual([200, Permissions])
  })

  it.each(['unit', 'tag', 'target'])('of a %s are refused rather than dropped', async (path) => {
    const ground = await guarded(hub, `permissions-of-${path}`, {})
    const body = {
      Slug: 'closed',
      ToolchainType: 'Kubernetes/YAML',
      Permissions: { View: subjects(people, alice) },
    }

    expect((await call(hub, 'POST', `/space/${ground.SpaceID}/${path}`, { body })).status).toBe(501)
    const patch = {
      query: { where: `SpaceID = '${ground.SpaceID}'` },
      body: { Permissions: body.Permissions },
    }
    expect((await call(hub, 'PATCH', `/${path}`, patch)).status).toBe(501)
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
