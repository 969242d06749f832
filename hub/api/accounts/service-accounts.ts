import { Hono } from 'hono'
import { sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { mustEditOrganization } from '#hub/access/permissions.ts'
import { atomically, inTransaction } from '#hub/access/transaction.ts'
import {
  changeServiceAccount,
  createServiceAccount,
  mustMayWith,
  removeServiceAccount,
  serviceAccountSchema,
} from '#hub/api/accounts/service-account-writes.ts'
import { addKey, KeyRequest, listKeys, removeKey } from '#hub/api/accounts/user-keys.ts'
import { answerList, answerOne } from '#hub/api/http/answer-list.ts'
import { type Api, type Context, type Env, idOf, jsonOf, queryOf } from '#hub/api/http/context.ts'
import { eachItem } from '#hub/api/http/each-item.ts'
import { selectedRows } from '#hub/api/http/selected-rows.ts'
import { bodyOf } from '#hub/api/kinds/resident.ts'
import { mergePatch } from '#hub/entities/merge-patch.ts'
import { models } from '#hub/entities/models/models.ts'
import { presentEntity } from '#hub/entities/present.ts'
import { findRow, lockRow } from '#hub/entities/rows.ts'
import { check, JsonMap } from '#hub/entities/validate.ts'
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
  routes.on(['PUT', 'PATCH'], one, (context) => changeOne(api, context))
  routes.delete(one, async (context) => {
    const caller = context.get('caller')
    const Message = await atomically(api.db, async (db) =>
      removeServiceAccount(db, caller, await lockRow(db, caller, model, idOf(context, 'account'))),
    )
    return context.json({ Message })
  })
  routes.patch('/_service_account', (context) => patchMany(api, context))
  routes.delete('/_service_account', async (context) => {
    const caller = context.get('caller')
    const rows = await selectedRows(api, context, model)
    return eachItem(context, model, rows, async (row) => ({
      Message: await atomically(api.db, async (db) =>
        removeServiceAccount(db, caller, await lockRow(db, caller, model, String(row.ServiceAccountID))),
      ),
    }))
  })
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

async function changeOne(api: Api, context: Context): Promise<Response> {
  const caller = context.get('caller')
  const body = check(JsonMap, (await jsonOf(context)) ?? {})
  const isPut = context.req.method === 'PUT'
  if (isPut && body.Version === undefined)
    throw new Failure(400, 'Version: a PUT must carry the Version that was read.')
  const row = await inTransaction(api.db, flag(queryOf(context), 'dry_run'), async (db) => {
    const current = await lockRow(db, caller, model, idOf(context, 'account'))
    const next = isPut ? body : mergePatch(bodyOf({ schema: serviceAccountSchema }, current), body)
    return changeServiceAccount(db, caller, current, next, body.Version)
  })
  return context.json(presentEntity(model, row))
}

async function patchMany(api: Api, context: Context): Promise<Response> {
  const caller = context.get('caller')
  const patch = check(JsonMap, (await jsonOf(context)) ?? {})
  const rows = await selectedRows(api, context, model)
  const dryRun = flag(queryOf(context), 'dry_run')
  return eachItem(context, model, rows, async (row) => {
    const changed = await inTransaction(api.db, dryRun, async (db) => {
      const current = await lockRow(db, caller, model, String(row.ServiceAccountID))
      const next = mergePatch(bodyOf({ schema: serviceAccountSchema }, current), patch)
      return changeServiceAccount(db, caller, current, next, patch.Version)
    })
    return { ServiceAccount: presentEntity(model, changed) }
  })
}
