import { Hono } from 'hono'
import { sql } from 'kysely'
import { answerList, answerOne } from '#hub/api/answer-list.ts'
import { type Api, type Context, type Env, idOf, spaceOf, writerOf } from '#hub/api/context.ts'
import { createUnit } from '#hub/api/create-unit.ts'
import { Failure } from '#hub/api/failure.ts'
import { unitModel } from '#hub/api/models/unit.ts'
import { patchUnits } from '#hub/api/patch-units.ts'

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
  routes.post('/space/:space/unit', (context) => createUnit(api, context))
  routes.patch('/space/:space/unit/:unit', async (context) => {
    const [item] = await patchUnits(api, context, [inSpace(context), isUnit(context)], 'single')
    if (item === undefined) throw new Failure(404, 'Unit not found.')
    return context.json(item)
  })
  routes.patch('/unit', async (context) => {
    const items = await patchUnits(api, context, [], 'bulk')
    return context.json(items, items.some((item) => item.Error !== undefined) ? 207 : 200)
  })
  routes.delete('/space/:space/unit/:unit', (context) => deleteUnit(api, context))
  return routes
}

async function deleteUnit(api: Api, context: Context) {
  const caller = writerOf(context)
  const message = await api.db.transaction().execute(async (db) => {
    const unit = await db
      .selectFrom('Unit')
      .select(['UnitID', 'Slug', 'DeleteGates'])
      .where('UnitID', '=', idOf(context, 'unit'))
      .where('SpaceID', '=', idOf(context, 'space'))
      .where('OrganizationID', '=', caller.OrganizationID)
      .forUpdate()
      .executeTakeFirst()
    if (unit === undefined) throw new Failure(404, 'Unit not found.')
    const gates = Object.keys(unit.DeleteGates)
    if (gates.length > 0) throw new Failure(409, `Unit ${unit.Slug} has delete gates: ${gates.join(', ')}.`)
    await db.deleteFrom('Unit').where('UnitID', '=', unit.UnitID).execute()
    return `Unit ${unit.Slug} deleted`
  })
  return context.json({ Message: message })
}
