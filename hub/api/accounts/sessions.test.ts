import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { setTokens, tokenFor, tokenHash } from '#hub/store/tokens.ts'
import { type TestHub, testHub } from '#hub/testing/test-hub.ts'

// What HTTP alone would show only after an hour of waiting, or after a restart of the hub.

type Account = { readonly ServiceAccountID: string; readonly UserID: string }

let hub: TestHub
let account: Account
let UserKeyID: string
beforeAll(async () => {
  hub = await testHub()
  const body = { Slug: 'deploy-bot', OrgRole: 'admin' }
  account = await hub.must<Account>('POST', '/service_account', { body })
  const PublicJWK = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
  const path = `/service_account/${account.ServiceAccountID}/key`
  const key = await hub.must<{ UserKeyID: string }>('POST', path, { body: { PublicJWK } })
  UserKeyID = key.UserKeyID
})
afterAll(() => hub.store.close())

it.each([
  ['is good until it expires', 60_000, 200],
  ['is refused afterwards', -1, 401],
])('a session %s', async (what, leftMs, status) => {
  const token = `token-${status}`
  const session = {
    TokenHash: tokenHash(token),
    UserKeyID,
    AssertionID: what,
    ExpiresAt: new Date(Date.now() + leftMs),
  }
  await hub.store.db.insertInto('Session').values(session).execute()

  expect((await hub.call('GET', '/me', { token })).status).toBe(status)
})

it('an account gets no token of its own when the hub restarts', async () => {
  await setTokens(hub.store.db, 'another-administrator')

  const me = await hub.must<{ Username: string }>('GET', '/me', { token: 'another-administrator' })
  expect(me.Username).not.toBe('deploy-bot')
  const derived = tokenFor('another-administrator', 'deploy-bot')
  expect((await hub.call('GET', '/me', { token: derived })).status).toBe(401)
})
