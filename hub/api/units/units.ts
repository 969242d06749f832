import { Hono } from 'hono'
import { sql } from 'kysely'
import { atomically } from '#hub/access/transaction.ts'
import { cloneUnit, cloneUnits } from '#hub/api/clones/clone-units.ts'
import { answerList, answerOne } from '#hub/api/http/answer-list.ts'
import { type Api, type Context, type Env, idOf, queryOf, spaceOf, writerOf } from '#hub/api/http/context.ts'
import { eachItem } from '#hub/api/http/each-item.ts'
import { selectedRows } from '#hub/api/http/selected-rows.ts'
import { moveUnits } from '#hub/api/moves/move-units.ts'
import { createUnit } from '#hub/api/units/create-unit.ts'
import { patchUnit, patchUnits } from '#hub/api/units/patch-units.ts'
import { removeUnit } from '#hub/api/units/remove-unit.ts'
import { unitModel } from '#hub/entities/models/unit.ts'
import { lockRow } from '#hub/entities/rows.ts'

export function units(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  const inSpace = (context: Context) => sql`"Unit"."SpaceID" = ${idOf(context, 'space')}`
  const isUnit = (context: Context) => sql`"Unit"."UnitID" = ${idOf(context, 'unit')}`
  routes.get('/unit', async (context) => context.json(await answerList(api, context, unitModel)))
  routes.get('/space/:space/unit', async (context) => {
    await spaceOf(api, context)
    return context.json(await answerList(api, context, unitModel, [inSpace(context)]))
  })
  routes.get('/space/:space/unit/:unit', async (context) =>
    context.json(await answerOne(api, context, unitModel, [inSpace(context), isUnit(context)])),
  )
  routes.post('/space/:space/unit', (context) =>
    isClone(queryOf(context)) ? cloneUnit(api, context) : createUnit(api, context),
  )
  routes.post('/unit', (context) => cloneUnits(api, context))
  routes.post('/unit/move', (context) => moveUnits(api, context))
  routes.on(['PUT', 'PATCH'], '/space/:space/unit/:unit', async (context) =>
    context.json(await patchUnit(api, context, [inSpace(context), isUnit(context)])),
  )
  routes.patch('/unit', async (context) => {
    const items = await patchUnits(api, context)
    return context.json(items, items.some((item) => item.Error !== undefined) ? 207 : 200)
  })
  routes.delete('/space/:space/unit/:unit', (context) => deleteUnit(api, context))
  routes.delete('/unit', (context) => deleteUnits(api, context))
  return routes
}

function isClone(query: URLSearchParams): boolean {
  return ['upstream_unit_id', 'upstream_space_id', 'upstream_revision', 'syncback'].some((name) =>
    query.has(name),
  )
}

async function deleteUnit(api: Api, context: Context) {
  const caller = writerOf(context)
  const Message = await atomically(api.db, async (db) => {
    const scope = [sql`"Unit"."SpaceID" = ${idOf(context, 'space')}`]
    return removeUnit(db, caller, await lockRow(db, caller, unitModel, idOf(context, 'unit'), scope))
  })
  return context.json({ Message })
}

async function deleteUnits(api: Api, context: Context) {
  const caller = writerOf(context)
  const rows = await selectedRows(api, context, unitModel)
  return eachItem(context, unitModel, rows, async (row) => ({
    Message: await atomically(api.db, async (db) =>
      removeUnit(db, caller, await lockRow(db, caller, unitModel, String(row.UnitID))),
    ),
  }))
}
