import { Hono } from 'hono'
import { type RawBuilder, sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { answerList, answerOne } from '#hub/api/http/answer-list.ts'
import { type Api, type Context, type Env, idOf, queryOf } from '#hub/api/http/context.ts'
import { models } from '#hub/entities/models/models.ts'
import { resourceModel } from '#hub/entities/models/resource.ts'
import { findRow } from '#hub/entities/rows.ts'
import { listParameters } from '#hub/query/list-parameters.ts'
import { flag } from '#hub/query/query-parameters.ts'
import { addRawData } from '#hub/query/raw-resources.ts'

/** What is in the heads of Units, resource by resource (contract 5.4, 6.2). */
export function resources(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  const all = '/space/:space/unit/:unit/resource'
  routes.get('/resource', (context) => list(api, context, []))
  routes.get(all, async (context) => list(api, context, await ofUnit(api, context)))
  routes.get(`${all}/:id`, async (context) => {
    const isThis = sql`"Resource"."ResourceID" = ${idOf(context, 'id')}`
    const item = await answerOne(api, context, resourceModel, [...(await ofUnit(api, context)), isThis])
    if (flag(queryOf(context), 'raw_data')) await addRawData(api.db, context.get('caller'), [item])
    return context.json(item)
  })
  return routes
}

async function list(api: Api, context: Context, scope: readonly RawBuilder<unknown>[]): Promise<Response> {
  const query = queryOf(context)
  const parameters = listParameters(query, resourceModel)
  const raw = flag(query, 'raw_data')
  // A resource's text is found by its position in the document.
  const select = raw && parameters.select ? [...parameters.select, 'ResourceIndex'] : parameters.select
  const items = await answerList(api, context, resourceModel, scope, { ...parameters, select })
  if (raw) await addRawData(api.db, context.get('caller'), items)
  return context.json(items)
}

async function ofUnit(api: Api, context: Context): Promise<RawBuilder<unknown>[]> {
  const unit = await findRow(api.db, context.get('caller'), models.Unit, idOf(context, 'unit'))
  if (unit?.SpaceID !== idOf(context, 'space')) throw new Failure(404, 'Unit not found.')
  return [sql`"Resource"."UnitID" = ${String(unit.UnitID)}`]
}
