import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { sql } from 'kysely'
import { answerList, answerOne } from '#hub/api/answer-list.ts'
import { tagModel } from '#hub/api/columns.ts'
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
import { present } from '#hub/api/present.ts'
import { check, mergeMap, NewTag, TagPatch } from '#hub/api/validate.ts'

export function tags(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  const inSpace = (context: Context) => sql`"Tag"."SpaceID" = ${idOf(context, 'space')}`
  const isTag = (context: Context) => sql`"Tag"."TagID" = ${idOf(context, 'tag')}`
  routes.get('/tag', async (context) => context.json(await answerList(api, context, tagModel)))
  routes.get('/space/:space/tag', async (context) =>
    context.json(await answerList(api, context, tagModel, [inSpace(context)])),
  )
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
  const SpaceID = idOf(context, 'space')
  const query = queryOf(context)
  const body = check(NewTag, await jsonOf(context))
  const space = await api.db
    .selectFrom('Space')
    .select('SpaceID')
    .where('SpaceID', '=', SpaceID)
    .where('OrganizationID', '=', caller.OrganizationID)
    .executeTakeFirst()
  if (space === undefined) throw new Failure(404, 'Space not found.')
  const existing = await api.db
    .selectFrom('Tag')
    .selectAll()
    .where('SpaceID', '=', SpaceID)
    .where('Slug', '=', body.Slug)
    .executeTakeFirst()
  if (existing && flag(query, 'allow_exists')) return context.json(present(existing))
  if (existing) throw new Failure(409, `A Tag with the Slug ${body.Slug} exists already in this Space.`)
  await withinQuota(api, caller, 'Tag')
  const now = new Date()
  const times = { CreatedAt: now, UpdatedAt: now }
  const TagID = randomUUID()
  if (flag(query, 'dry_run')) return context.json(present({ ...body, TagID, SpaceID, ...times }))
  const tag = await api.db
    .insertInto('Tag')
    .values({
      TagID,
      SpaceID,
      OrganizationID: caller.OrganizationID,
      Slug: body.Slug,
      DisplayName: body.DisplayName ?? '',
      Labels: JSON.stringify(body.Labels ?? {}),
      Annotations: JSON.stringify(body.Annotations ?? {}),
      DeleteGates: JSON.stringify(body.DeleteGates ?? {}),
      ChangeSetID: null,
      ...times,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
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
    const next = {
      ...current,
      Slug: patch.Slug ?? current.Slug,
      DisplayName: patch.DisplayName === undefined ? current.DisplayName : (patch.DisplayName ?? ''),
      Labels: mergeMap(current.Labels, patch.Labels) ?? current.Labels,
      Annotations: mergeMap(current.Annotations, patch.Annotations) ?? current.Annotations,
      DeleteGates: mergeMap(current.DeleteGates, patch.DeleteGates) ?? current.DeleteGates,
    }
    if (flag(queryOf(context), 'dry_run')) return next
    return db
      .updateTable('Tag')
      .set({
        Slug: next.Slug,
        DisplayName: next.DisplayName,
        Labels: JSON.stringify(next.Labels),
        Annotations: JSON.stringify(next.Annotations),
        DeleteGates: JSON.stringify(next.DeleteGates),
        UpdatedAt: new Date(),
        Version: current.Version + 1,
      })
      .where('TagID', '=', current.TagID)
      .returningAll()
      .executeTakeFirstOrThrow()
  })
  return context.json(present(tag))
}

async function deleteTag(api: Api, context: Context) {
  const caller = writerOf(context)
  const id = idOf(context, 'tag')
  const deleted = await api.db
    .deleteFrom('Tag')
    .where('TagID', '=', id)
    .where('SpaceID', '=', idOf(context, 'space'))
    .where('OrganizationID', '=', caller.OrganizationID)
    .where(sql<boolean>`"DeleteGates" = '{}'`)
    .returning('Slug')
    .executeTakeFirst()
  if (deleted === undefined) throw new Failure(404, 'Tag not found, or its delete gates are closed.')
  return context.json({ Message: `Tag ${deleted.Slug} deleted` })
}
