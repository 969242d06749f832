import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { sql } from 'kysely'
import { answerList, answerOne } from '#hub/api/answer-list.ts'
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
import { metadataColumns, newMetadata, patchedMetadata } from '#hub/api/metadata.ts'
import { spaceModel } from '#hub/api/models/space.ts'
import { present } from '#hub/api/present.ts'
import { removeTags } from '#hub/api/tags.ts'
import { check, NewSpace, SpacePatch } from '#hub/api/validate.ts'

export function spaces(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/space', async (context) => {
    const items = await answerList(api, context, spaceModel)
    if (flag(queryOf(context), 'summary')) await addCounts(api, items)
    return context.json(items)
  })
  routes.get('/space/:space', async (context) => {
    const item = await answerOne(api, context, spaceModel, [
      sql`"Space"."SpaceID" = ${idOf(context, 'space')}`,
    ])
    if (flag(queryOf(context), 'summary')) await addCounts(api, [item])
    return context.json(item)
  })
  routes.post('/space', (context) => createSpace(api, context))
  routes.patch('/space/:space', (context) => patchSpace(api, context))
  routes.delete('/space/:space', (context) => deleteSpace(api, context))
  return routes
}

async function createSpace(api: Api, context: Context) {
  const caller = writerOf(context)
  const query = queryOf(context)
  const allowExists = flag(query, 'allow_exists')
  const dryRun = flag(query, 'dry_run')
  const body = check(NewSpace, await jsonOf(context))
  const { OrganizationID } = caller
  const space = await api.db.transaction().execute(async (db) => {
    const existing = await db
      .selectFrom('Space')
      .selectAll()
      .where('OrganizationID', '=', OrganizationID)
      .where('Slug', '=', body.Slug)
      .executeTakeFirst()
    if (existing && allowExists) return existing
    if (existing) throw new Failure(409, `A Space with the Slug ${body.Slug} exists already.`)
    await withinQuota(api, db, caller, 'Space')
    const now = new Date()
    const fixed = { SpaceID: randomUUID(), OrganizationID, CreatedAt: now, UpdatedAt: now }
    if (dryRun) return { ...body, ...fixed }
    return db
      .insertInto('Space')
      .values({
        ...fixed,
        ...metadataColumns(newMetadata(body)),
        ReleaseTargetID: null,
        UpstreamSpaceID: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
  })
  return context.json(present(space))
}

async function patchSpace(api: Api, context: Context) {
  const caller = writerOf(context)
  const patch = check(SpacePatch, (await jsonOf(context)) ?? {})
  const space = await api.db.transaction().execute(async (db) => {
    const current = await db
      .selectFrom('Space')
      .selectAll()
      .where('SpaceID', '=', idOf(context, 'space'))
      .where('OrganizationID', '=', caller.OrganizationID)
      .forUpdate()
      .executeTakeFirst()
    if (current === undefined) throw new Failure(404, 'Space not found.')
    const next = patchedMetadata(current, patch)
    if (flag(queryOf(context), 'dry_run')) return { ...current, ...next }
    return db
      .updateTable('Space')
      .set({ ...metadataColumns(next), UpdatedAt: new Date(), Version: current.Version + 1 })
      .where('SpaceID', '=', current.SpaceID)
      .returningAll()
      .executeTakeFirstOrThrow()
  })
  return context.json(present(space))
}

async function deleteSpace(api: Api, context: Context) {
  const caller = writerOf(context)
  const id = idOf(context, 'space')
  const message = await api.db.transaction().execute(async (db) => {
    const space = await db
      .selectFrom('Space')
      .select(['Slug', 'DeleteGates'])
      .where('SpaceID', '=', id)
      .where('OrganizationID', '=', caller.OrganizationID)
      .forUpdate()
      .executeTakeFirst()
    if (space === undefined) throw new Failure(404, 'Space not found.')
    const gates = Object.keys(space.DeleteGates)
    if (gates.length > 0) throw new Failure(409, `Space ${space.Slug} has delete gates: ${gates.join(', ')}.`)
    const units = await db.selectFrom('Unit').select('Slug').where('SpaceID', '=', id).limit(1).execute()
    if (units.length > 0) throw new Failure(409, `Space ${space.Slug} still has Units. Delete them first.`)
    const tags = await db.selectFrom('Tag').select('TagID').where('SpaceID', '=', id).execute()
    await removeTags(
      db,
      caller,
      tags.map(({ TagID }) => TagID),
    )
    await db.deleteFrom('Space').where('SpaceID', '=', id).execute()
    return `Space ${space.Slug} deleted`
  })
  return context.json({ Message: message })
}

/** `summary=true`: counts that equal what the corresponding Unit `where` would count (4.2). */
async function addCounts(api: Api, items: readonly Record<string, unknown>[]): Promise<void> {
  const ids = items.map((item) => (item.Space as { SpaceID: string }).SpaceID)
  const { rows } = await sql<{ SpaceID: string }>`
    select u."SpaceID",
      count(*)::int as "TotalUnitCount",
      (count(*) filter (where u."ValidationErrors" <> '{}'))::int as "GatedUnitCount",
      (count(*) filter (where u."ValidationWarnings" <> '{}'))::int as "WarnedUnitCount",
      (count(*) filter (where u."HeadRevisionNum" > u."LastReleasedRevisionNum"))::int as "UnreleasedUnitCount",
      (count(*) filter (where u."UpstreamRevisionNum" > 0 and u."UpstreamRevisionNum" < up."HeadRevisionNum"))::int as "UpgradableUnitCount"
    from "Unit" u left join "Unit" up on up."UnitID" = u."UpstreamUnitID"
    where u."SpaceID" = any(${ids}::uuid[]) group by u."SpaceID"`.execute(api.db)
  const tags = await sql<{ SpaceID: string }>`
    select t."SpaceID", count(*)::int as "TotalTagCount" from "Tag" t
    where t."SpaceID" = any(${ids}::uuid[]) group by t."SpaceID"`.execute(api.db)
  const counts = new Map<string, Record<string, unknown>>()
  for (const { SpaceID, ...count } of [...rows, ...tags.rows]) {
    counts.set(SpaceID, { ...counts.get(SpaceID), ...present(count) })
  }
  for (const [index, item] of items.entries()) Object.assign(item, counts.get(ids[index] ?? ''))
}
