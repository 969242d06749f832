import { Hono } from 'hono'
import { sql } from 'kysely'
import { mustEditOrganization } from '#hub/access/permissions.ts'
import { inTransaction } from '#hub/access/transaction.ts'
import { answerList, answerOne } from '#hub/api/http/answer-list.ts'
import { type Api, type Context, type Env, idOf, jsonOf, queryOf, writerOf } from '#hub/api/http/context.ts'
import { selectedRows } from '#hub/api/http/selected-rows.ts'
import { changeOne, deleteEach, deleteOne, patchEach } from '#hub/api/kinds/entity-changes.ts'
import { cloneSpaces } from '#hub/api/spaces/clone-spaces.ts'
import { addSpaceCounts } from '#hub/api/spaces/space-counts.ts'
import { changeSpace, createSpace, removeSpace, spaceSchema } from '#hub/api/spaces/space-writes.ts'
import { models } from '#hub/entities/models/models.ts'
import { present } from '#hub/entities/present.ts'
import { check, JsonMap } from '#hub/entities/validate.ts'
import { flag } from '#hub/query/query-parameters.ts'

const kind = { model: models.Space, schema: spaceSchema }
const place = { parameter: 'space' }

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
  routes.on(['PUT', 'PATCH'], '/space/:space', async (context) => {
    const caller = writerOf(context)
    const refresh = flag(queryOf(context), 'refresh_triggers')
    const body = check(JsonMap, (await jsonOf(context)) ?? {})
    return changeOne(api, context, kind, place, body, (db, change) =>
      changeSpace(db, caller, change, refresh),
    )
  })
  routes.delete('/space/:space', async (context) => {
    const caller = writerOf(context)
    return deleteOne(api, context, models.Space, place, (db, row) =>
      removeSpace(db, caller, row, recursionOf(context)),
    )
  })
  routes.post('/_space', (context) => cloneSpaces(api, context))
  routes.patch('/_space', async (context) => {
    const caller = writerOf(context)
    const refresh = flag(queryOf(context), 'refresh_triggers')
    const patch = check(JsonMap, (await jsonOf(context)) ?? {})
    return patchEach(api, context, kind, patch, (db, change) => changeSpace(db, caller, change, refresh))
  })
  routes.delete('/_space', async (context) => {
    const caller = writerOf(context)
    const recursion = recursionOf(context)
    const rows = await selectedRows(api, context, models.Space)
    return deleteEach(api, context, models.Space, rows, (db, row) => removeSpace(db, caller, row, recursion))
  })
  return routes
}

function recursionOf(context: Context): 'none' | 'gated' | 'force' {
  const query = queryOf(context)
  if (flag(query, 'recursive_force')) return 'force'
  return flag(query, 'recursive') ? 'gated' : 'none'
}
