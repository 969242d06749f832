import { beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { type Account, AccountShape, addAccount, signInAs } from '#tests/contract/accounts.ts'
import {
  alice,
  auditor,
  bob,
  deployment,
  guarded,
  peopleOf,
  statusAs,
  subjects,
} from '#tests/contract/guarded.ts'
import { call, get } from '#tests/contract/http.ts'
import { newGround } from '#tests/contract/residents.ts'
import { ExtendedUserShape } from '#tests/contract/shapes/answers.ts'

const ExtendedShape = z.looseObject({ ServiceAccount: AccountShape })
const at = ({ ServiceAccountID }: Account) => `/service_account/${ServiceAccountID}`

describe.each(inject('writingHubs'))('service accounts on $database (contract 4.11)', (hub) => {
  let people: Awaited<ReturnType<typeof peopleOf>>
  beforeAll(async () => {
    people = await peopleOf(hub)
  })
  const users = (...names: string[]) => subjects(people, ...names)
  const slugs = async (query: Record<string, string>, as?: string) => {
    const answer = await call(hub, 'GET', '/service_account', { query, ...(as === undefined ? {} : { as }) })
    return z
      .array(ExtendedShape)
      .parse(answer.json)
      .map((item) => item.ServiceAccount.Slug)
  }

  it('are created with a User of their name and no role, and belong to their creator', async () => {
    const account = await addAccount(hub, 'made', { DisplayName: 'Deploys' }, alice)

    expect(account).toMatchObject({
      OrgRole: 'none',
      Permissions: { Manage: users(alice), Impersonate: users(alice) },
    })
    const user = ExtendedUserShape.parse((await get(hub, `/user/${account.UserID}`)).json).User
    expect(user).toMatchObject({ Slug: 'made', Username: 'made', DisplayName: 'Deploys' })
    expect(user.ExternalID).toBeDefined()
  })

  it('have a name that no other account and no User has', async () => {
    const account = await addAccount(hub, 'named')
    const create = (Slug: string, query = {}) =>
      call(hub, 'POST', '/service_account', { body: { Slug }, query })

    expect((await create('named')).status).toBe(409)
    expect((await create('ci-bot')).status).toBe(409)
    const again = await create('named', { allow_exists: true })
    expect(AccountShape.parse(again.json).ServiceAccountID).toBe(account.ServiceAccountID)
    const other = await addAccount(hub, 'named-too')
    expect((await call(hub, 'PATCH', at(other), { body: { Slug: 'named' } })).status).toBe(409)
  })

  it('are listed by where, order_by, select and include', async () => {
    await addAccount(hub, 'listed-b', { Labels: { team: 'listed' }, OrgRole: 'viewer' })
    await addAccount(hub, 'listed-a', { Labels: { team: 'listed' } })
    const where = "Labels.team = 'listed'"

    expect(await slugs({ where, order_by: 'DESC:Slug' })).toEqual(['listed-b', 'listed-a'])
    expect(await slugs({ where: `${where} AND OrgRole = 'viewer'` })).toEqual(['listed-b'])
    const [item] = z
      .array(z.looseObject({ ServiceAccount: z.unknown(), Organization: z.looseObject({}) }))
      .parse(
        (await get(hub, '/service_account', { where, limit: 1, select: 'Slug', include: 'OrganizationID' }))
          .json,
      )
    expect(Object.keys(z.looseObject({}).parse(item?.ServiceAccount)).sort()).toEqual([
      'OrganizationID',
      'ServiceAccountID',
      'Slug',
    ])
  })

  it('change together with their User, given the Version that was read', async () => {
    const account = await addAccount(hub, 'changing')
    const { Version } = account
    const body = { Slug: 'changed', DisplayName: 'Changed', Version }

    const dry = await call(hub, 'PATCH', at(account), { body, query: { dry_run: true } })
    expect(AccountShape.parse(dry.json).Slug).toBe('changed')
    const changed = AccountShape.parse((await call(hub, 'PATCH', at(account), { body })).json)
    expect([changed.Slug, changed.Version]).toEqual(['changed', Version + 1])
    const user = ExtendedUserShape.parse((await get(hub, `/user/${account.UserID}`)).json).User
    expect([user.Slug, user.DisplayName]).toEqual(['changed', 'Changed'])
    expect((await call(hub, 'PATCH', at(account), { body })).status).toBe(409)
    expect((await call(hub, 'PUT', at(account), { body: { Slug: 'changed' } })).status).toBe(400)
    const put = { Slug: 'changed', Version: changed.Version, OrgRole: 'editor' }
    expect(AccountShape.parse((await call(hub, 'PUT', at(account), { body: put })).json).OrgRole).toBe(
      'editor',
    )
  })

  it('are patched and deleted in bulk', async () => {
    for (const slug of ['bulk-a', 'bulk-b']) await addAccount(hub, slug, { Labels: { team: 'bulk' } })
    const query = { where: "Labels.team = 'bulk'" }

    const patched = await call(hub, 'PATCH', '/_service_account', { query, body: { DisplayName: 'Bulk' } })
    expect([patched.status, z.array(ExtendedShape).parse(patched.json).length]).toEqual([200, 2])
    expect((await call(hub, 'DELETE', '/_service_account', {})).status).toBe(400)
    const gated = await call(hub, 'PATCH', '/_service_account', {
      query: { where: "Slug = 'bulk-a'" },
      body: { DeleteGates: { keep: true } },
    })
    expect(gated.status).toBe(200)
    expect((await call(hub, 'DELETE', '/_service_account', { query })).status).toBe(207)
    expect(await slugs(query)).toEqual(['bulk-a'])
  })

  it('get no role above that of whoever assigns it', async () => {
    const create = (as: string, OrgRole: string) =>
      statusAs(hub, as, 'POST', '/service_account', { body: { Slug: `of-role-${OrgRole}`, OrgRole } })

    expect(await create(alice, 'editor')).toBe(200)
    expect(await create(alice, 'admin')).toBe(403)
    expect(await create(alice, 'manager')).toBe(501)
    expect(await create(alice, 'king')).toBe(400)
    expect(await create(auditor, 'none')).toBe(403)
  })

  it('need Edit to be changed, Manage to be handed over or deleted, and View to be seen', async () => {
    const account = await addAccount(hub, 'kept', { Permissions: { Edit: users(alice) } })
    const patch = (as: string, body: unknown) => statusAs(hub, as, 'PATCH', at(account), { body })

    expect(await patch(alice, { DisplayName: 'x' })).toBe(200)
    expect(await patch(bob, { DisplayName: 'y' })).toBe(403)
    expect(await patch(alice, { OrgRole: 'viewer' })).toBe(403)
    expect(await patch(alice, { Permissions: { View: users(bob) } })).toBe(403)
    expect(await statusAs(hub, alice, 'DELETE', at(account))).toBe(403)
    const closed = { Permissions: { View: users(alice) } }
    expect((await call(hub, 'PATCH', at(account), { body: closed })).status).toBe(200)
    expect(await statusAs(hub, bob, 'GET', at(account))).toBe(404)
    expect(await slugs({ where: "Slug = 'kept'" }, bob)).toEqual([])
    expect(await slugs({ where: "Slug = 'kept'" }, alice)).toEqual(['kept'])
  })

  it('can be acted as only with Impersonate, which Manage does not include', async () => {
    const account = await addAccount(hub, 'acted', { Permissions: { Manage: users(alice) } })
    const grant = { Permissions: { Impersonate: users(alice) } }
    const body = { PublicJWK: {} }

    expect(await statusAs(hub, alice, 'POST', `${at(account)}/key`, { body })).toBe(403)
    expect(await statusAs(hub, alice, 'PATCH', at(account), { body: grant })).toBe(403)
    expect((await call(hub, 'PATCH', at(account), { body: grant })).status).toBe(200)
    // Now only the key is wrong.
    expect(await statusAs(hub, alice, 'POST', `${at(account)}/key`, { body })).toBe(400)
  })

  it('without a role may do what Spaces list them for, and see nothing else', async () => {
    const account = await addAccount(hub, 'roleless')
    const { token } = await signInAs(hub, account)
    const Edit = { UserIDs: { [account.UserID]: true } }
    const own = await guarded(hub, 'roleless-own', { Edit })
    const other = await newGround(hub, 'roleless-other')
    const status = async (method: string, path: string, body?: unknown) =>
      (await call(hub, method, path, { token, ...(body === undefined ? {} : { body }) })).status
    const data = ({ SpaceID, units }: typeof own) => `/space/${SpaceID}/unit/${units[0]}/data`

    expect(await status('PUT', data(own), `# by a program\n${deployment}`)).toBe(200)
    expect(await status('GET', `/space/${other.SpaceID}`)).toBe(404)
    expect(await status('PUT', data(other), deployment)).toBe(404)
    expect(await status('POST', '/space', { Slug: 'roleless-new' })).toBe(403)
    const spaces = z
      .array(z.looseObject({ Space: z.looseObject({ SpaceID: z.string() }) }))
      .parse((await call(hub, 'GET', '/space', { token })).json)
    expect(spaces.map(({ Space }) => Space.SpaceID)).toEqual([own.SpaceID])
    // What it wrote carries its name.
    const revisions = z
      .array(
        z.looseObject({
          Revision: z.looseObject({ UserID: z.string() }),
          User: ExtendedUserShape.shape.User,
        }),
      )
      .parse(
        (
          await get(hub, '/revision', {
            where: `UserID = '${account.UserID}'`,
            include: 'UserID',
            distinct_on: 'Off',
            limit: 10,
          })
        ).json,
      )
    expect(revisions.map(({ User }) => User.Username)).toEqual(['roleless'])
  })

  it('are deleted with their User, keys and sessions; what they wrote stays', async () => {
    const account = await addAccount(hub, 'going', { OrgRole: 'editor' })
    const { token } = await signInAs(hub, account)
    const me = async () => (await call(hub, 'GET', '/me', { token })).status
    const ground = await newGround(hub, 'going')
    const unit = `/space/${ground.SpaceID}/unit/${ground.units[0]}`
    expect((await call(hub, 'PUT', `${unit}/data`, { token, body: deployment })).status).toBe(200)
    expect(await me()).toBe(200)

    expect((await call(hub, 'DELETE', at(account))).status).toBe(200)

    expect(await me()).toBe(401)
    expect((await get(hub, at(account))).status).toBe(404)
    expect((await get(hub, `/user/${account.UserID}`)).status).toBe(404)
    const revisions = z
      .array(z.looseObject({ Revision: z.looseObject({ UserID: z.string() }) }))
      .parse((await get(hub, `${unit}/revision`, { where: 'RevisionNum = 2' })).json)
    expect(revisions.map(({ Revision }) => Revision.UserID)).toEqual([account.UserID])
  })
})
