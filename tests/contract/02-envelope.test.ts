import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get, tokenOf } from '#tests/contract/http.ts'
import {
  EnvelopeShape,
  ExtendedOrganizationShape,
  ExtendedUserShape,
  MeShape,
} from '#tests/contract/shapes/answers.ts'
import { unitAt } from '#tests/contract/units.ts'

describe.each(inject('readingHubs'))('base, authentication, errors on $database (contract 2)', (hub) => {
  it('serves /info without a token and names its generation', async () => {
    const answer = await call(hub, 'GET', '/info', { as: 'nobody' })

    expect(answer.status).toBe(200)
    expect(answer.json).toMatchObject({ Version: expect.any(String) })
  })

  it.each([
    ['GET', '/me'],
    ['GET', '/unit'],
    ['GET', '/space'],
    ['GET', '/function'],
    ['POST', '/function/invoke'],
  ])('refuses %s %s without a bearer token', async (method, path) => {
    const answer = await call(hub, method, path, { as: 'nobody' })

    expect(answer.status).toBe(401)
    expect(EnvelopeShape.parse(answer.json).Code).toBe('401')
  })

  it('refuses a token that nobody has', async () => {
    const answer = await call(hub, 'GET', '/me', { headers: { Authorization: 'Bearer made-up' } })

    expect(answer.status).toBe(401)
  })

  it('gives every answer a request id, including errors', async () => {
    const ids = new Set<string | null>()
    for (const [path, as] of [
      ['/info', 'nobody'],
      ['/me', 'nobody'],
      ['/unit?limit=1', undefined],
      ['/unit?limit=-1', undefined],
      ['/no-such-thing', undefined],
    ] as const) {
      const answer = await call(hub, 'GET', path, as === undefined ? {} : { as })
      ids.add(answer.headers.get('X-Request-Id'))
    }
    expect(ids.has(null)).toBe(false)
    expect(ids.size).toBe(5)
  })

  it('names its version on every answer', async () => {
    const version = (await get(hub, '/unit', { limit: 1 })).headers.get('ConfigHub-Version')

    expect(version).toMatch(/^v\d+\.\d+\.\d+$/)
  })

  it('says who the caller is', async () => {
    const answer = await call(hub, 'GET', '/me', { as: 'alice@trading.com' })

    expect(MeShape.parse(answer.json)).toMatchObject({
      Username: 'alice@trading.com',
      DisplayName: 'Alice Chen',
    })
  })

  it('shows one organization, and who belongs to it', async () => {
    const [organization, ...others] = z
      .array(ExtendedOrganizationShape)
      .parse((await get(hub, '/organization')).json)
    const path = `/organization/${organization?.Organization.OrganizationID}`

    expect([organization?.Organization.DisplayName, others]).toEqual(['MicroTraderX', []])
    expect((await get(hub, path)).json).toEqual(organization)
    expect((await get(hub, '/organization/0f4e7a52-1111-4222-8333-944455566677')).status).toBe(404)
    const bot = { where: "Username = 'ci-bot'" }
    const [user] = z.array(ExtendedUserShape).parse((await get(hub, '/user', bot)).json)
    expect((await get(hub, `/user/${user?.User.UserID}`)).json).toEqual(user)
  })

  it('compares ExternalID of a User as an id (contract 6.2)', async () => {
    const users = async (where: string) => (await get(hub, '/user', { where })).json
    const everybody = (await get(hub, '/user')).json

    expect((await get(hub, '/user', { where: "ExternalID = 'alice'" })).status).toBe(400)
    expect(await users("ExternalID = '0f4e7a52-1111-4222-8333-944455566677'")).toEqual([])
    // Without an identity provider it is the hub's own id.
    expect(await users('ExternalID = UserID')).toEqual(everybody)
    expect(await users('ExternalID IS NULL')).toEqual([])
  })

  it('names the members of the organization, each in an envelope', async () => {
    const { OrganizationID } = MeShape.parse((await get(hub, '/me')).json)
    const path = `/organization/${OrganizationID}/organization_member`
    const members = z
      .array(z.strictObject({ OrganizationMember: MeShape }))
      .parse((await get(hub, path)).json)
    const alice = members.find(
      ({ OrganizationMember }) => OrganizationMember.Username === 'alice@trading.com',
    )

    expect((await get(hub, `${path}/${alice?.OrganizationMember.UserID}`)).json).toEqual(alice)
  })

  it('lists the people of the organization, and no tokens', async () => {
    const users = z.array(ExtendedUserShape).parse((await get(hub, '/user')).json)

    expect(users.map(({ User }) => User.Username).sort()).toEqual([
      'admin@hubdeck.local',
      'alice@trading.com',
      'auditor@trading.com',
      'bob@trading.com',
      'ci-bot',
    ])
    expect((await get(hub, '/user')).text).not.toContain(tokenOf(hub, 'alice@trading.com'))
  })

  it.each([
    ['a space', '/space/0f4e7a52-1111-4222-8333-944455566677'],
    ['a unit', '/space/0f4e7a52-1111-4222-8333-944455566677/unit/0f4e7a52-1111-4222-8333-944455566678'],
    [
      'the data of a unit',
      '/space/0f4e7a52-1111-4222-8333-944455566677/unit/0f4e7a52-1111-4222-8333-944455566678/data',
    ],
  ])('answers 404 with the envelope for %s that does not exist', async (_what, path) => {
    const answer = await get(hub, path)

    expect(answer.status).toBe(404)
    expect(EnvelopeShape.parse(answer.json).Code).toBe('404')
  })

  it('answers 400 for an id that is not a UUID', async () => {
    const answer = await get(hub, '/space/moss-cub-traderx-base')

    expect(answer.status).toBe(400)
    EnvelopeShape.parse(answer.json)
  })

  it.each([
    ['POST', '/promote'],
    ['GET', '/component'],
    ['POST', '/me/browser-session'],
  ])('admits that it does not implement %s %s', async (method, path) => {
    const answer = await call(hub, method, path)

    expect(answer.status).toBe(501)
    expect(EnvelopeShape.parse(answer.json).Message).toContain(path)
  })

  it('answers 400 to a body that is not JSON', async () => {
    const answer = await call(hub, 'POST', '/function/invoke?dry_run=true', {
      body: '{"FunctionInvocations": [',
      headers: { 'Content-Type': 'application/json' },
    })

    expect(answer.status).toBe(400)
    EnvelopeShape.parse(answer.json)
  })
})

describe.each(inject('writingHubs'))('roles on $database (contract 2.4)', (hub) => {
  it('lets a viewer read and refuses every write with 403', async () => {
    const as = 'auditor@trading.com'
    const { path, SpaceID } = await unitAt(hub, 'prod-us-sea', 'reference-data')

    expect((await call(hub, 'GET', path, { as })).status).toBe(200)
    const writes = [
      await call(hub, 'PUT', `${path}/data`, { as, body: 'kind: X\n' }),
      await call(hub, 'PATCH', path, { as, body: { Labels: { a: 'b' } } }),
      await call(hub, 'POST', `/space/${SpaceID}/tag`, { as, body: { Slug: 'by-viewer' } }),
    ]
    expect(writes.map((answer) => answer.status)).toEqual([403, 403, 403])
    for (const answer of writes) EnvelopeShape.parse(answer.json)
  })
})
