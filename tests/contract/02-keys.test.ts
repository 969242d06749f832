import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import {
  type Account,
  addAccount,
  addKeyTo,
  assertionOf,
  exchange,
  KeyShape,
  newKeyPair,
  signInAs,
} from '#tests/contract/accounts.ts'
import { alice, bob, peopleOf, statusAs } from '#tests/contract/guarded.ts'
import { call, get } from '#tests/contract/http.ts'
import { EnvelopeShape } from '#tests/contract/shapes/answers.ts'

const later = (seconds: number) => Math.floor(Date.now() / 1000) + seconds

describe.each(inject('writingHubs'))('keys on $database (contract 2.2)', (hub) => {
  let account: Account
  beforeAll(async () => {
    account = await addAccount(hub, 'with-keys', { OrgRole: 'viewer' })
  })
  const keysOf = ({ ServiceAccountID }: Account) => `/service_account/${ServiceAccountID}/key`
  const me = async (token: string) => call(hub, 'GET', '/me', { token })

  it.each(['ed25519', 'ec', 'rsa'] as const)('of kind %s sign in as their account', async (kind) => {
    const pair = newKeyPair(kind)
    const kid = await addKeyTo(hub, account, pair)
    const unused = await listed(kid)
    const { status, json } = await exchange(hub, assertionOf(kid, account.UserID, pair))

    expect(status).toBe(200)
    const { access_token } = z.looseObject({ access_token: z.string() }).parse(json)
    expect((await me(access_token)).json).toMatchObject({ UserID: account.UserID, Username: 'with-keys' })
    expect([unused?.LastUsedAt, (await listed(kid))?.LastUsedAt]).toEqual([undefined, expect.any(String)])
  })

  it('are named by their thumbprint', async () => {
    // The example of RFC 8037, appendix A.3.
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', use: 'sig' }
    const body = { PublicJWK: jwk, Description: 'an example' }
    const answer = await call(hub, 'POST', keysOf(account), { body })

    expect(answer.json).toMatchObject({ Kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k', PublicJWK: jwk })
    expect((await call(hub, 'POST', keysOf(account), { body })).status).toBe(409)
  })

  it.each([
    ['no key', undefined],
    ['a text', 'key'],
    ['a symmetric key', { kty: 'oct', k: 'c2VjcmV0' }],
    ['a private key', generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })],
    ['another curve', generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' })],
    ['a short key', generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })],
    ['a key that is none', { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' }],
    ['half a key', { kty: 'EC', crv: 'P-256', x: 'AAAA' }],
  ])('are refused when they are %s', async (_, PublicJWK) => {
    const answer = await call(hub, 'POST', keysOf(account), { body: { PublicJWK } })

    expect(answer.status).toBe(400)
    expect(EnvelopeShape.parse(answer.json).Message).toContain('PublicJWK')
  })

  it.each([
    ['of another audience', { claims: { aud: 'elsewhere' } }],
    ['that has expired', { claims: { exp: later(-1) } }],
    ['that is valid for too long', { claims: { exp: later(3600) } }],
    ['that never expires', { claims: { exp: undefined } }],
    ['of tomorrow', { claims: { iat: later(86_400) } }],
    ['without an id', { claims: { jti: undefined } }],
    ['by another issuer', { claims: { iss: '00000000-0000-4000-8000-000000000001' } }],
    ['about somebody else', { claims: { iss: hub.adminToken, sub: hub.adminToken } }],
    ['of no algorithm', { header: { alg: 'none' } }],
    ['of another algorithm', { header: { alg: 'HS256' } }],
    ['of an unknown key', { header: { kid: 'unknown' } }],
  ])('do not sign in with an assertion %s', async (_, change) => {
    const pair = newKeyPair()
    const kid = await addKeyTo(hub, account, pair)

    const { status, json } = await exchange(hub, assertionOf(kid, account.UserID, pair, change))

    expect([status, EnvelopeShape.parse(json).Message]).toEqual([401, expect.stringContaining('not valid')])
  })

  it('do not sign in with what another key signed, nor with something that is not an assertion', async () => {
    const kid = await addKeyTo(hub, account, newKeyPair())

    for (const text of [
      assertionOf(kid, account.UserID, newKeyPair()),
      '',
      'a.b.c',
      'a.b.c.d',
      hub.adminToken,
    ])
      expect((await exchange(hub, text)).status).toBe(401)
  })

  it('sign in once with each assertion', async () => {
    const pair = newKeyPair()
    const assertion = assertionOf(await addKeyTo(hub, account, pair), account.UserID, pair)

    const answers = await Promise.all([exchange(hub, assertion), exchange(hub, assertion)])

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
  })

  it('end their sessions when deleted, and leave those of other keys', async () => {
    const [lost, kept] = [await signInAs(hub, account), await signInAs(hub, account)]

    const removed = await call(hub, 'DELETE', `${keysOf(account)}/${lost.kid}`)

    expect(removed.status).toBe(200)
    expect([(await me(lost.token)).status, (await me(kept.token)).status]).toEqual([401, 200])
    expect((await exchange(hub, assertionOf(lost.kid, account.UserID, lost.pair))).status).toBe(401)
    expect((await call(hub, 'DELETE', `${keysOf(account)}/${lost.kid}`)).status).toBe(404)
  })

  it('cannot be registered by the account itself', async () => {
    const own = await addAccount(hub, 'self-keyed', { OrgRole: 'admin' })
    const { token } = await signInAs(hub, own)
    const body = { PublicJWK: newKeyPair().jwk }

    expect((await call(hub, 'POST', keysOf(own), { token, body })).status).toBe(403)
    expect((await call(hub, 'POST', `/user/${own.UserID}/key`, { token, body })).status).toBe(403)
  })

  it('of a User are managed by administrators; everyone may see and delete their own', async () => {
    const people = await peopleOf(hub)
    const { UserID = '', ExternalID = '' } = people.get(alice) ?? {}
    const keys = `/user/${UserID}/key`
    const pair = newKeyPair()
    const body = { PublicJWK: pair.jwk, Description: 'laptop' }

    expect(await statusAs(hub, alice, 'POST', keys, { body })).toBe(403)
    expect(await statusAs(hub, bob, 'POST', keys, { body })).toBe(403)
    const dry = await call(hub, 'POST', keys, { body, query: { dry_run: true } })
    const { Kid } = KeyShape.parse((await call(hub, 'POST', keys, { body })).json)
    expect(KeyShape.parse(dry.json).Kid).toBe(Kid)
    expect((await exchange(hub, assertionOf(Kid, ExternalID, pair))).status).toBe(200)
    expect(await statusAs(hub, bob, 'GET', keys)).toBe(403)
    expect(await statusAs(hub, bob, 'DELETE', `${keys}/${Kid}`)).toBe(403)
    const own = await call(hub, 'GET', keys, { as: alice })
    expect(
      z
        .array(KeyShape)
        .parse(own.json)
        .map((key) => key.Kid),
    ).toEqual([Kid])
    expect(await statusAs(hub, alice, 'DELETE', `${keys}/${Kid}`)).toBe(200)
    expect((await get(hub, keys)).json).toEqual([])
  })

  async function listed(kid: string) {
    const keys = z.array(KeyShape).parse((await get(hub, keysOf(account))).json)
    return keys.find((key) => key.Kid === kid)
  }
})
