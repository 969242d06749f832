import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { readPublicKey } from '#hub/access/public-key.ts'
import { atomically, inTransaction } from '#hub/access/transaction.ts'
import { type Api, type Context, type Env, idOf, jsonOf, queryOf } from '#hub/api/http/context.ts'
import { models } from '#hub/entities/models/models.ts'
import { present } from '#hub/entities/present.ts'
import { lockRow } from '#hub/entities/rows.ts'
import { check } from '#hub/entities/validate.ts'
import { flag } from '#hub/query/query-parameters.ts'
import type { Tables } from '#hub/store/tables.ts'

/** `CreateUserKeyRequest` */
export const KeyRequest = z.object({
  PublicJWK: z
    .unknown()
    .refine((jwk) => JSON.stringify(jwk ?? null).length <= 8192, 'at most 8192 characters'),
  Description: z.string().max(1024).default(''),
})

/** Public keys of a User (contract 2.2, 4.11). Those of a ServiceAccount are in service-accounts.ts as well. */
export function userKeys(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  const keys = '/user/:user/key'
  routes.get(keys, async (context) => {
    const UserID = await atomically(api.db, (db) => keeper(db, context))
    return context.json(await listKeys(api.db, UserID))
  })
  routes.post(keys, async (context) => {
    const request = check(KeyRequest, await jsonOf(context))
    const dryRun = flag(queryOf(context), 'dry_run')
    const key = await inTransaction(api.db, dryRun, async (db) => {
      const UserID = await keeper(db, context)
      return addKey(db, context.get('caller'), UserID, request)
    })
    return context.json(key)
  })
  routes.delete(`${keys}/:kid`, async (context) => {
    const Message = await atomically(api.db, async (db) =>
      removeKey(db, await keeper(db, context), context.req.param('kid')),
    )
    return context.json({ Message })
  })
  return routes
}

/** The User in the path, if the caller may manage their keys: administrators may manage all keys, everyone else their own. */
async function keeper(db: Transaction<Tables>, context: Context): Promise<string> {
  const caller = context.get('caller')
  const { UserID } = await lockRow(db, caller, models.User, idOf(context, 'user'))
  if (caller.OrgRole !== 'admin' && UserID !== caller.UserID)
    throw new Failure(403, 'Only an administrator may see and change the keys of another User.')
  return String(UserID)
}

export async function listKeys(db: Kysely<Tables>, UserID: string): Promise<Record<string, unknown>[]> {
  const rows = await db
    .selectFrom('UserKey')
    .selectAll()
    .where('UserID', '=', UserID)
    .orderBy('CreatedAt')
    .orderBy('UserKeyID')
    .execute()
  return rows.map(present)
}

/** Registers a key: from then on, whoever holds its private half signs in as the User. */
export async function addKey(
  db: Transaction<Tables>,
  caller: Caller,
  UserID: string,
  { PublicJWK, Description }: z.infer<typeof KeyRequest>,
): Promise<Record<string, unknown>> {
  // Otherwise a stolen session could register a key and so last for ever.
  if (UserID === caller.UserID)
    throw new Failure(403, 'Nobody may register a key for themselves. Ask an administrator.')
  const { kid } = readPublicKey(PublicJWK)
  const stored = await db
    .insertInto('UserKey')
    .values({
      UserKeyID: randomUUID(),
      UserID,
      Kid: kid,
      PublicJWK: JSON.stringify(PublicJWK),
      Description,
      CreatedAt: new Date(),
      LastUsedAt: null,
    })
    .onConflict((conflict) => conflict.column('Kid').doNothing())
    .returningAll()
    .executeTakeFirst()
  if (stored === undefined)
    throw new Failure(409, `The key ${kid} is registered already. Make a new one for each User and machine.`)
  return present(stored)
}

/** Also ends the sessions that were opened with the key. */
export async function removeKey(db: Transaction<Tables>, UserID: string, kid: string): Promise<string> {
  const gone = await db
    .deleteFrom('UserKey')
    .where('UserID', '=', UserID)
    .where('Kid', '=', kid)
    .returning('Kid')
    .executeTakeFirst()
  if (gone === undefined) throw new Failure(404, 'UserKey not found.')
  return `UserKey ${kid} deleted`
}
