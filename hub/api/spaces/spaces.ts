import { Hono } from 'hono'
import { sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { mustEditOrganization } from '#hub/access/permissions.ts'
import { atomically, inTransaction } from '#hub/access/transaction.ts'
import { answerList, answerOne } from '#hub/api/http/answer-list.ts'
import { type Api, type Context, type Env, idOf, jsonOf, queryOf, writerOf } from '#hub/api/http/context.ts'
import { eachItem } from '#hub/api/http/each-item.ts'
import { selectedRows } from '#hub/api/http/selected-rows.ts'
import { bodyOf } from '#hub/api/kinds/resident.ts'
import { cloneSpaces } from '#hub/api/spaces/clone-spaces.ts'
import { addSpaceCounts } from '#hub/api/spaces/space-counts.ts'
import { changeSpace, createSpace, removeSpace, spaceSchema } from '#hub/api/spaces/space-writes.ts'
import { mergePatch } from '#hub/entities/merge-patch.ts'
import { models } from '#hub/entities/models/models.ts'
import { present } from '#hub/entities/present.ts'
import { lockRow } from '#hub/entities/rows.ts'
import { check, JsonMap } from '#hub/entities/validate.ts'
import { flag } from '#hub/query/query-parameters.ts'

/** Spaces, one by one and in bulk (contract 5.4). Their bulk clone is in clone-spaces.ts. */
export function spaces(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  const isThis = (context: Context) => sql`"Space"."SpaceID" = ${idOf(context, 'space')}`
  routes.get('/space', async (context) => {
    const items = await answerList(api, context, models.Space)
    if (flag(queryOf(context), 'summary')) await addSpaceCounts(api.db, context.get('caller'), items)
    return context.json(items)
  })
  routes.get('/space/:space', async (context) => {
    const item = await answerOne(api, context, models.Space, [isThis(context)])
    if (flag(queryOf(context), 'summary')) await addSpaceCounts(api.db, context.get('caller'), [item])
    return context.json(item)
  })
  routes.post('/space', async (context) => {
    const caller = writerOf(context)
    mustEditOrganization(caller)
    const query = queryOf(context)
    const body = check(spaceSchema, await jsonOf(context))
    const row = await inTransaction(api.db, flag(query, 'dry_run'), (db) =>
      createSpace(api, db, caller, body, { allowExists: flag(query, 'allow_exists') }),
    )
    return context.json(present(row))
  })
  routes.on(['PUT', 'PATCH'], '/space/:space', (context) => changeOne(api, context))
  routes.delete('/space/:space', async (context) => {
    const caller = writerOf(context)
    const Message = await atomically(api.db, async (db) => {
      const row = await lockRow(db, caller, models.Space, idOf(context, 'space'))
      return removeSpace(db, caller, row, recursionOf(context))
    })
    return context.json({ Message })
  })
  routes.post('/_space', (context) => cloneSpaces(api, context))
  routes.patch('/_space', (context) => patchMany(api, context))
  routes.delete('/_space', (context) => deleteMany(api, context))
  return routes
}

async function changeOne(api: Api, context: Context) {
  const caller = writerOf(context)
  const query = queryOf(context)
  const body = check(JsonMap, (await jsonOf(context)) ?? {})
  const isPut = context.req.method === 'PUT'
  if (isPut && body.Version === undefined)
    throw new Failure(400, 'Version: a PUT must carry the Version that was read.')
  const row = await inTransaction(api.db, flag(query, 'dry_run'), async (db) => {
    const current = await lockRow(db, caller, models.Space, idOf(context, 'space'))
    const next = isPut ? body : mergePatch(bodyOf({ schema: spaceSchema }, current), body)
    return changeSpace(db, caller, current, next, {
      version: body.Version,
      refresh: flag(query, 'refresh_triggers'),
    })
  })
  return context.json(present(row))
}

async function patchMany(api: Api, context: Context) {
  const caller = writerOf(context)
  const query = queryOf(context)
  const patch = check(JsonMap, (await jsonOf(context)) ?? {})
  const rows = await selectedRows(api, context, models.Space)
  const refresh = flag(query, 'refresh_triggers')
  return eachItem(context, models.Space, rows, async (row) => {
    const changed = await inTransaction(api.db, flag(query, 'dry_run'), async (db) => {
      const current = await lockRow(db, caller, models.Space, String(row.SpaceID))
      const next = mergePatch(bodyOf({ schema: spaceSchema }, current), patch)
      return changeSpace(db, caller, current, next, { version: patch.Version, refresh })
    })
    return { Space: present(changed) }
  })
}

async function deleteMany(api: Api, context: Context) {
  const caller = writerOf(context)
  const recursion = recursionOf(context)
  const rows = await selectedRows(api, context, models.Space)
  return eachItem(context, models.Space, rows, async (row) => ({
    Message: await atomically(api.db, async (db) =>
      removeSpace(db, caller, await lockRow(db, caller, models.Space, String(row.SpaceID)), recursion),
    ),
  }))
}

function recursionOf(context: Context): 'none' | 'gated' | 'force' {
  const query = queryOf(context)
  if (flag(query, 'recursive_force')) return 'force'
  return flag(query, 'recursive') ? 'gated' : 'none'
}
