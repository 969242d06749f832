import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import { type Assertion, isValid, readAssertion } from '#hub/access/assertion.ts'
import { Failure } from '#hub/access/failure.ts'
import { readPublicKey } from '#hub/access/public-key.ts'
import { atomically } from '#hub/access/transaction.ts'
import { type Api, type Env, jsonOf } from '#hub/api/http/context.ts'
import { check } from '#hub/entities/validate.ts'
import type { Tables } from '#hub/store/tables.ts'
import { tokenHash } from '#hub/store/tokens.ts'

/** Seconds. */
const sessionLife = 3600

/** What ConfigHub's clients send (RFC 7523 2.2). */
const Request = z.object({
  client_assertion_type: z.literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
  client_assertion: z.string().max(16_384),
})

/** `POST /auth/worker`, beside the API: a signed assertion in exchange for a bearer token (contract 2.2). */
export function signIn(api: Pick<Api, 'db'>): Hono<Env> {
  const routes = new Hono<Env>()
  routes.post('/auth/worker', async (context) => {
    const { client_assertion } = check(Request, await jsonOf(context))
    const assertion = readAssertion(client_assertion)
    const session = assertion && (await atomically(api.db, (db) => openSession(db, assertion, Date.now())))
    // The same for every reason, so that outsiders learn nothing about the keys of others.
    if (session === undefined)
      throw new Failure(401, 'The assertion is not valid. Check the key, its User and the clock.')
    return context.json(session)
  })
  return routes
}

async function openSession(db: Transaction<Tables>, assertion: Assertion, now: number) {
  await db.deleteFrom('Session').where('ExpiresAt', '<', new Date(now).toISOString()).execute()
  const found = await db
    .selectFrom('UserKey')
    .innerJoin('User', 'User.UserID', 'UserKey.UserID')
    .select(['UserKey.UserKeyID', 'UserKey.PublicJWK', 'User.ExternalID', 'User.OrganizationID'])
    .where('UserKey.Kid', '=', assertion.kid)
    .executeTakeFirst()
  if (found === undefined || found.ExternalID !== assertion.subject) return undefined
  if (!isValid(assertion, readPublicKey(found.PublicJWK), now)) return undefined
  const token = randomBytes(32).toString('base64url')
  const opened = await db
    .insertInto('Session')
    .values({
      TokenHash: tokenHash(token),
      UserKeyID: found.UserKeyID,
      AssertionID: assertion.id,
      ExpiresAt: new Date(now + sessionLife * 1000),
    })
    .onConflict((conflict) => conflict.columns(['UserKeyID', 'AssertionID']).doNothing())
    .returning('TokenHash')
    .executeTakeFirst()
  // An intercepted assertion cannot be replayed, because its session outlives it.
  if (opened === undefined) return undefined
  await db
    .updateTable('UserKey')
    .set({ LastUsedAt: new Date(now) })
    .where('UserKeyID', '=', found.UserKeyID)
    .execute()
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: sessionLife,
    organization_id: found.OrganizationID,
    user: { id: found.ExternalID },
  }
}
