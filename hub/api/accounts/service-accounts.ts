import { Hono } from 'hono'
import { sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { mustEditOrganization } from '#hub/access/permissions.ts'
import { atomically, inTransaction } from '#hub/access/transaction.ts'
import {
  createServiceAccount,
  mustMayWith,
  serviceAccountSchema,
  serviceAccountWrites,
} from '#hub/api/accounts/service-account-writes.ts'
import { addKey, KeyRequest, listKeys, removeKey } from '#hub/api/accounts/user-keys.ts'
import { answerList, answerOne } from '#hub/api/http/answer-list.ts'
import { type Api, type Env, idOf, jsonOf, queryOf } from '#hub/api/http/context.ts'
import { changingRoutes } from '#hub/api/kinds/changing-routes.ts'
import { models } from '#hub/entities/models/models.ts'
import { presentEntity } from '#hub/entities/present.ts'
import { findRow, lockRow } from '#hub/entities/rows.ts'
import { check } from '#hub/entities/validate.ts'
import { flag } from '#hub/query/query-parameters.ts'

const model = models.ServiceAccount
const all = '/service_account'
const one = `${all}/:account`

/** Accounts of programs, which sign in with keys (contract 4.11). */
export function serviceAccounts(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get(all, async (context) => context.json(await answerList(api, context, model)))
  routes.get(one, async (context) => {
    const isThis = sql`"ServiceAccount"."ServiceAccountID" = ${idOf(context, 'account')}`
    return context.json(await answerOne(api, context, model, [isThis]))
  })
  routes.post(all, async (context) => {
    const caller = context.get('caller')
    mustEditOrganization(caller)
    const query = queryOf(context)
    const body = check(serviceAccountSchema, await jsonOf(context))
    const row = await inTransaction(api.db, flag(query, 'dry_run'), (db) =>
      createServiceAccount(api, db, caller, body, flag(query, 'allow_exists')),
    )
    return context.json(presentEntity(model, row))
  })
  routes.route(
    '/',
    changingRoutes(api, serviceAccountWrites, {
      place: { parameter: 'account' },
      one,
      each: '/_service_account',
      callerOf: (context) => context.get('caller'),
    }),
  )
  return routes.route('/', keysOfAccounts(api))
}

/** Registering or deleting a key is acting as the account. */
function keysOfAccounts(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  const keys = `${one}/key`
  routes.get(keys, async (context) => {
    const row = await findRow(api.db, context.get('caller'), model, idOf(context, 'account'))
    if (row === undefined) throw new Failure(404, 'ServiceAccount not found.')
    return context.json(await listKeys(api.db, String(row.UserID)))
  })
  routes.post(keys, async (context) => {
    const caller = context.get('caller')
    const request = check(KeyRequest, await jsonOf(context))
    const key = await atomically(api.db, async (db) => {
      const row = await lockRow(db, caller, model, idOf(context, 'account'))
      mustMayWith(caller, 'Impersonate', row)
      return addKey(db, caller, String(row.UserID), request)
    })
    return context.json(key)
  })
  routes.delete(`${keys}/:kid`, async (context) => {
    const caller = context.get('caller')
    const Message = await atomically(api.db, async (db) => {
      const row = await lockRow(db, caller, model, idOf(context, 'account'))
      mustMayWith(caller, 'Impersonate', row)
      return removeKey(db, String(row.UserID), context.req.param('kid'))
    })
    return context.json({ Message })
  })
  return routes
}
