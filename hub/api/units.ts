import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { sql } from 'kysely'
import { answerList, answerOne } from '#hub/api/answer-list.ts'
import { unitModel } from '#hub/api/columns.ts'
import {
  type Api,
  type Context,
  type Env,
  idOf,
  jsonOf,
  queryOf,
  withinQuota,
  writerOf,
} from '#hub/api/context.ts'
import { Failure } from '#hub/api/failure.ts'
import { flag } from '#hub/api/list-parameters.ts'
import { patchUnits } from '#hub/api/patch-units.ts'
import { presentUnit } from '#hub/api/present-unit.ts'
import { check, NewUnit } from '#hub/api/validate.ts'
import { writeDocument } from '#hub/store/write-document.ts'

export function units(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  const inSpace = (context: Context) => sql`"Unit"."SpaceID" = ${idOf(context, 'space')}`
  const isUnit = (context: Context) => sql`"Unit"."UnitID" = ${idOf(context, 'unit')}`
  routes.get('/unit', async (context) => context.json(await answerList(api, context, unitModel)))
  routes.get('/space/:space/unit', async (context) =>
    context.json(await answerList(api, context, unitModel, [inSpace(context)])),
  )
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

/** Revision 1 of a new Unit is empty; its content comes with the first data write (confighub-api 1.1). */
async function createUnit(api: Api, context: Context) {
  const caller = writerOf(context)
  const SpaceID = idOf(context, 'space')
  const query = queryOf(context)
  for (const name of ['upstream_unit_id', 'upstream_space_id', 'merge_external_source'])
    if (query.has(name))
      throw new Failure(501, `POST /space/{space}/unit with ${name} is not implemented by the embedded hub.`)
  const body = check(NewUnit, await jsonOf(context))
  const space = await api.db
    .selectFrom('Space')
    .select('Slug')
    .where('SpaceID', '=', SpaceID)
    .where('OrganizationID', '=', caller.OrganizationID)
    .executeTakeFirst()
  if (space === undefined) throw new Failure(404, 'Space not found.')
  const existing = await api.db
    .selectFrom('Unit')
    .selectAll()
    .where('SpaceID', '=', SpaceID)
    .where('Slug', '=', body.Slug)
    .executeTakeFirst()
  if (existing && flag(query, 'allow_exists'))
    return context.json({ Unit: presentUnit(existing, space.Slug) })
  if (existing) throw new Failure(409, `A Unit with the Slug ${body.Slug} exists already in this Space.`)
  await withinQuota(api, caller, 'Unit')
  const UnitID = randomUUID()
  if (flag(query, 'dry_run'))
    return context.json({ Unit: { ...body, UnitID, SpaceID, SpaceSlug: space.Slug } })
  const unit = await api.db.transaction().execute(async (db) => {
    const now = new Date()
    const RevisionID = randomUUID()
    const document = await writeDocument(db, '', false)
    const ids = { UnitID, SpaceID, OrganizationID: caller.OrganizationID, ChangeSetID: null }
    const created = await db
      .insertInto('Unit')
      .values({
        ...ids,
        ...document,
        Slug: body.Slug,
        DisplayName: body.DisplayName ?? '',
        Labels: JSON.stringify(body.Labels ?? {}),
        Annotations: JSON.stringify(body.Annotations ?? {}),
        DeleteGates: JSON.stringify(body.DeleteGates ?? {}),
        ToolchainType: body.ToolchainType,
        ProviderType: body.ProviderType ?? '',
        TargetID: body.TargetID ?? null,
        HeadRevisionNum: 1,
        HeadRevisionID: RevisionID,
        HeadMutationNum: 1,
        LastChangeDescription: body.LastChangeDescription ?? '',
        UpstreamUnitID: null,
        UpstreamSpaceID: null,
        CreatedAt: now,
        UpdatedAt: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const times = { CreatedAt: now, UpdatedAt: now }
    await db
      .insertInto('Revision')
      .values({
        ...ids,
        ...document,
        ...times,
        RevisionID,
        RevisionNum: 1,
        Description: body.LastChangeDescription ?? '',
        Source: 'CreateUnit',
        UserID: caller.UserID,
        UserAgent: context.req.header('User-Agent') ?? '',
      })
      .execute()
    const { ChangeSetID: _, ...mutationIds } = ids
    await db
      .insertInto('Mutation')
      .values({
        ...mutationIds,
        ...times,
        MutationID: randomUUID(),
        MutationNum: 1,
        RevisionID,
        RevisionNum: 1,
        MergeSourceID: null,
      })
      .execute()
    return created
  })
  return context.json({ Unit: presentUnit(unit, space.Slug) })
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
