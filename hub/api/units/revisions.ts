import { Hono } from 'hono'
import { type RawBuilder, sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { answerList, answerOne } from '#hub/api/http/answer-list.ts'
import { type Api, type Context, type Env, idOf, queryOf } from '#hub/api/http/context.ts'
import { answerData, withDocuments } from '#hub/api/http/data-answer.ts'
import { sweptPage } from '#hub/api/http/swept-page.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'
import { models } from '#hub/entities/models/models.ts'
import { mutationModel } from '#hub/entities/models/mutation.ts'
import { revisionModel } from '#hub/entities/models/revision.ts'
import { findRow } from '#hub/entities/rows.ts'
import { conditionsOf } from '#hub/query/conditions.ts'
import { type ListParameters, listParameters } from '#hub/query/list-parameters.ts'

export function revisions(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  const unit = '/space/:space/unit/:unit'
  routes.get('/revision', async (context) => {
    const { parameters, scope } = await acrossUnits(api, context)
    return context.json(await answerList(api, context, revisionModel, scope, parameters))
  })
  routes.get('/revision_data', (context) => listData(api, context))
  routes.get(`${unit}/revision`, async (context) => {
    await mustHaveUnit(api, context)
    return context.json(await answerList(api, context, revisionModel, ofUnit(context, revisionModel)))
  })
  routes.get(`${unit}/revision/:revision`, async (context) => {
    const scope = [...ofUnit(context, revisionModel), isRevision(context)]
    return context.json(await answerOne(api, context, revisionModel, scope))
  })
  routes.get(`${unit}/revision/:revision/data`, async (context) => {
    const scope = [...ofUnit(context, revisionModel), isRevision(context)]
    return answerData(api, context, 'Revision', scope)
  })
  routes.get(`${unit}/mutation`, async (context) => {
    await mustHaveUnit(api, context)
    return context.json(await answerList(api, context, mutationModel, ofUnit(context, mutationModel)))
  })
  routes.get(`${unit}/mutation/:mutation`, async (context) => {
    const scope = [
      ...ofUnit(context, mutationModel),
      sql`"Mutation"."MutationID" = ${idOf(context, 'mutation')}`,
    ]
    return context.json(await answerOne(api, context, mutationModel, scope))
  })
  return routes
}

/** Documents of revisions across units, as plain text (contract A1). */
async function listData(api: Api, context: Context) {
  const { parameters, scope } = await acrossUnits(api, context)
  const select = ['RevisionNum', 'UnitID', 'DataHash', 'DataSize']
  const page = await sweptPage(api.db, context.get('caller'), revisionModel, { ...parameters, select }, scope)
  if (page.next !== undefined) context.header('ConfigHub-Continue', page.next)
  // Unlike in other lists of revisions, its items do not name the Unit.
  const rows = page.rows.map(({ UnitSlug: _, ...row }) => row)
  return context.json(await withDocuments(api, rows))
}

/** Org-wide: the newest matching revision of each unit, or with `distinct_on=Off` all, which needs a limit (contract 5.3). */
export async function acrossUnits(
  api: Api,
  context: Context,
): Promise<{ parameters: ListParameters; scope: RawBuilder<unknown>[] }> {
  const query = queryOf(context)
  const parameters = listParameters(query, revisionModel)
  const distinct = query.get('distinct_on') ?? 'Unit'
  if (distinct === 'Off') {
    if (parameters.limit === undefined) throw new Failure(400, 'distinct_on=Off needs limit (1 to 1000).')
    return { parameters, scope: [] }
  }
  if (distinct !== 'Unit') throw new Failure(400, `distinct_on must be Unit or Off, not ${distinct}.`)
  const conditions = await conditionsOf(api.db, context.get('caller'), revisionModel, parameters)
  const newest = sql`"Revision"."RevisionID" in (
    select distinct on ("Revision"."UnitID") "Revision"."RevisionID" from "Revision"
    where ${sql.join(conditions, sql` and `)}
    order by "Revision"."UnitID", "Revision"."RevisionNum" desc)`
  return { parameters, scope: [newest] }
}

function ofUnit(context: Context, { table }: EntityModel): RawBuilder<unknown>[] {
  return [
    sql`${sql.ref(`${table}.SpaceID`)} = ${idOf(context, 'space')}`,
    sql`${sql.ref(`${table}.UnitID`)} = ${idOf(context, 'unit')}`,
  ]
}

/** By id, or by number: numbers count from 1 per Unit (contract 4.4). */
function isRevision(context: Context): RawBuilder<unknown> {
  const number = context.req.param('revision') ?? ''
  if (/^[1-9]\d{0,8}$/.test(number)) return sql`"Revision"."RevisionNum" = ${Number(number)}`
  return sql`"Revision"."RevisionID" = ${idOf(context, 'revision')}`
}

async function mustHaveUnit(api: Api, context: Context): Promise<void> {
  const unit = await findRow(api.db, context.get('caller'), models.Unit, idOf(context, 'unit'))
  if (unit?.SpaceID !== idOf(context, 'space')) throw new Failure(404, 'Unit not found.')
}
