import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { sql, type Transaction } from 'kysely'
import { answerList, answerOne } from '#hub/api/answer-list.ts'
import type { Caller } from '#hub/api/caller.ts'
import {
  type Api,
  type Context,
  type Env,
  idOf,
  jsonOf,
  queryOf,
  spaceOf,
  withinQuota,
  writerOf,
} from '#hub/api/context.ts'
import { Failure } from '#hub/api/failure.ts'
import { flag } from '#hub/api/list-parameters.ts'
import { metadataColumns, newMetadata, patchedMetadata } from '#hub/api/metadata.ts'
import { tagModel } from '#hub/api/models/tag.ts'
import { present } from '#hub/api/present.ts'
import { check, NewTag, TagPatch } from '#hub/api/validate.ts'
import type { Tables } from '#hub/store/tables.ts'

export function tags(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  const inSpace = (context: Context) => sql`"Tag"."SpaceID" = ${idOf(context, 'space')}`
  const isTag = (context: Context) => sql`"Tag"."TagID" = ${idOf(context, 'tag')}`
  routes.get('/tag', async (context) => context.json(await answerList(api, context, tagModel)))
  routes.get('/space/:space/tag', async (context) => {
    await spaceOf(api, context)
    return context.json(await answerList(api, context, tagModel, [inSpace(context)]))
  })
  routes.get('/space/:space/tag/:tag', async (context) =>
    context.json(await answerOne(api, context, tagModel, [inSpace(context), isTag(context)])),
  )
  routes.post('/space/:space/tag', (context) => createTag(api, context))
  routes.patch('/space/:space/tag/:tag', (context) => patchTag(api, context))
  routes.delete('/space/:space/tag/:tag', (context) => deleteTag(api, context))
  return routes
}

async function createTag(api: Api, context: Context) {
  const caller = writerOf(context)
  const query = queryOf(context)
  const allowExists = flag(query, 'allow_exists')
  const dryRun = flag(query, 'dry_run')
  const body = check(NewTag, await jsonOf(context))
  const { SpaceID } = await spaceOf(api, context)
  const tag = await api.db.transaction().execute(async (db) => {
    const existing = await db
      .selectFrom('Tag')
      .selectAll()
      .where('SpaceID', '=', SpaceID)
      .where('Slug', '=', body.Slug)
      .executeTakeFirst()
    if (existing && allowExists) return existing
    if (existing) throw new Failure(409, `A Tag with the Slug ${body.Slug} exists already in this Space.`)
    await withinQuota(api, db, caller, 'Tag')
    const now = new Date()
    const ids = { TagID: randomUUID(), SpaceID, OrganizationID: caller.OrganizationID }
    const times = { CreatedAt: now, UpdatedAt: now }
    if (dryRun) return { ...body, ...ids, ...times }
    return db
      .insertInto('Tag')
      .values({
        ...ids,
        ...times,
        ...metadataColumns(newMetadata(body)),
        ChangeSetID: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
  })
  return context.json(present(tag))
}

async function patchTag(api: Api, context: Context) {
  const caller = writerOf(context)
  const patch = check(TagPatch, (await jsonOf(context)) ?? {})
  const tag = await api.db.transaction().execute(async (db) => {
    const current = await db
      .selectFrom('Tag')
      .selectAll()
      .where('TagID', '=', idOf(context, 'tag'))
      .where('SpaceID', '=', idOf(context, 'space'))
      .where('OrganizationID', '=', caller.OrganizationID)
      .forUpdate()
      .executeTakeFirst()
    if (current === undefined) throw new Failure(404, 'Tag not found.')
    const next = patchedMetadata(current, patch)
    if (flag(queryOf(context), 'dry_run')) return { ...current, ...next }
    return db
      .updateTable('Tag')
      .set({ ...metadataColumns(next), UpdatedAt: new Date(), Version: current.Version + 1 })
      .where('TagID', '=', current.TagID)
      .returningAll()
      .executeTakeFirstOrThrow()
  })
  return context.json(present(tag))
}

async function deleteTag(api: Api, context: Context) {
  const caller = writerOf(context)
  const message = await api.db.transaction().execute(async (db) => {
    const tag = await db
      .selectFrom('Tag')
      .select(['TagID', 'Slug', 'DeleteGates'])
      .where('TagID', '=', idOf(context, 'tag'))
      .where('SpaceID', '=', idOf(context, 'space'))
      .where('OrganizationID', '=', caller.OrganizationID)
      .forUpdate()
      .executeTakeFirst()
    if (tag === undefined) throw new Failure(404, 'Tag not found.')
    const gates = Object.keys(tag.DeleteGates)
    if (gates.length > 0) throw new Failure(409, `Tag ${tag.Slug} has delete gates: ${gates.join(', ')}.`)
    await removeTags(db, caller, [tag.TagID])
    return `Tag ${tag.Slug} deleted`
  })
  return context.json({ Message: message })
}

/** A Revision must not name a Tag that is gone. */
export async function removeTags(
  db: Transaction<Tables>,
  caller: Caller,
  tagIds: readonly string[],
): Promise<void> {
  if (tagIds.length === 0) return
  await sql`update "Revision" set "Tags" = "Tags" - ${tagIds}::text[]
    where "OrganizationID" = ${caller.OrganizationID} and "Tags" ?| ${tagIds}::text[]`.execute(db)
  await db.deleteFrom('Tag').where('TagID', 'in', tagIds).execute()
}
