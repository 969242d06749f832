import { Hono } from 'hono'
import { type RawBuilder, sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { mustMay } from '#hub/access/permissions.ts'
import { answerList, answerOne } from '#hub/api/http/answer-list.ts'
import { type Api, type Context, type Env, idOf, queryOf, writerOf } from '#hub/api/http/context.ts'
import { eachItem } from '#hub/api/http/each-item.ts'
import { selectedRows } from '#hub/api/http/selected-rows.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'
import { models } from '#hub/entities/models/models.ts'
import { findRow } from '#hub/entities/rows.ts'
import { conditionsOf } from '#hub/query/conditions.ts'
import { listParameters } from '#hub/query/list-parameters.ts'

type Kind = { readonly model: EntityModel; readonly path: string; readonly number: string }

const kinds: readonly Kind[] = [
  { model: models.UnitEvent, path: 'unit_event', number: 'UnitEventNum' },
  { model: models.QueuedOperation, path: 'unit_action', number: 'UnitActionNum' },
]

/**
 * Work of bridge workers on Units (contract 4.9, 5.3). This hub has no workers, so nothing is ever queued, the
 * lists are empty and there is nothing to cancel.
 */
export function unitEvents(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  for (const kind of kinds) {
    const { model, path } = kind
    const all = `/space/:space/unit/:unit/${path}`
    routes.get(`/${path}`, async (context) =>
      context.json(await answerList(api, context, model, await acrossUnits(api, context, kind))),
    )
    routes.get(all, async (context) => {
      const unit = await findRow(api.db, context.get('caller'), models.Unit, idOf(context, 'unit'))
      if (unit?.SpaceID !== idOf(context, 'space')) throw new Failure(404, 'Unit not found.')
      return context.json(await answerList(api, context, model, ofUnit(context, model)))
    })
    routes.get(`${all}/:id`, async (context) => {
      const isThis = sql`${sql.ref(`${model.table}.${model.id}`)} = ${idOf(context, 'id')}`
      return context.json(await answerOne(api, context, model, [...ofUnit(context, model), isThis]))
    })
  }
  routes.post('/unit/cancel', async (context) => {
    const caller = writerOf(context)
    const rows = await selectedRows(api, context, models.Unit)
    return eachItem(context, models.Unit, rows, async ({ SpaceID, Slug }) => {
      mustMay(caller, 'Edit', String(SpaceID))
      throw new Failure(422, `There is nothing to cancel on ${Slug}: no action is in progress.`)
    })
  })
  return routes
}

/** One per Unit, the newest, unless `distinct_on=Off`, which needs a limit (contract 5.3). */
async function acrossUnits(api: Api, context: Context, { model, number }: Kind) {
  const query = queryOf(context)
  const parameters = listParameters(query, model)
  const distinct = query.get('distinct_on') ?? 'Unit'
  if (distinct !== 'Unit' && distinct !== 'Off')
    throw new Failure(400, `distinct_on must be Unit or Off, not ${distinct}.`)
  if (distinct === 'Off') {
    if (parameters.limit === undefined) throw new Failure(400, 'distinct_on=Off needs limit (1 to 1000).')
    return []
  }
  const conditions = await conditionsOf(api.db, context.get('caller'), model, parameters)
  const column = (name: string) => sql.ref(`${model.table}.${name}`)
  return [
    sql`${column(model.id)} in (
      select distinct on (${column('UnitID')}) ${column(model.id)} from ${sql.table(model.table)}
      where ${sql.join(conditions, sql` and `)} order by ${column('UnitID')}, ${column(number)} desc)`,
  ]
}

function ofUnit(context: Context, { table }: EntityModel): RawBuilder<unknown>[] {
  return [
    sql`${sql.ref(`${table}.SpaceID`)} = ${idOf(context, 'space')}`,
    sql`${sql.ref(`${table}.UnitID`)} = ${idOf(context, 'unit')}`,
  ]
}
