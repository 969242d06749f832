import type { Transaction } from 'kysely'
import { cloneBody, Names } from '#hub/api/clones/clone-body.ts'
import { type CloneRequest, type Copy, cloneRequest, copiesOf, refuse } from '#hub/api/clones/request.ts'
import { type Copying, copySettings, copyUnits, retarget } from '#hub/api/clones/space-content.ts'
import { inSteps } from '#hub/api/clones/steps.ts'
import { type Api, type Context, writerOf } from '#hub/api/context.ts'
import { itemOf } from '#hub/api/each-item.ts'
import type { Row } from '#hub/api/list.ts'
import { models } from '#hub/api/models/models.ts'
import { mustEditOrganization, mustMay } from '#hub/api/permissions.ts'
import { present } from '#hub/api/present.ts'
import { bodyOf } from '#hub/api/resident.ts'
import { changeSpace, createSpace, spaceBySlug, spaceSchema } from '#hub/api/space-writes.ts'
import { check } from '#hub/api/validate.ts'
import type { Tables } from '#hub/store/tables.ts'

/** `POST /_space`: clones of Spaces with what is in them, each Space as a whole or not at all (confighub-api 5.4). */
export async function cloneSpaces(api: Api, context: Context): Promise<Response> {
  const caller = writerOf(context)
  mustEditOrganization(caller)
  refuse(context, ['where_space', 'filter_space'])
  const request = await cloneRequest(context)
  const copies = await copiesOf(api, context, models.Space, request)
  const names = new Names()
  const userAgent = context.req.header('User-Agent') ?? ''
  const units = { api, caller, userAgent, revision: '', allowExists: false }
  const items = await inSteps(api.db, request.dryRun, async (step) => {
    const answers: Record<string, unknown>[] = []
    for (const copy of copies) {
      const work = async () => {
        const row = await step((db) => cloneSpace(db, units, request, copy, names))
        return { Space: present(row) }
      }
      answers.push(await itemOf(models.Space, work, copy.source))
    }
    return answers
  })
  return context.json(items, items.some((item) => item.Error !== undefined) ? 207 : 200)
}

async function cloneSpace(
  db: Transaction<Tables>,
  units: Copying['units'],
  request: CloneRequest,
  copy: Copy,
  names: Names,
): Promise<Row> {
  const { api, caller } = units
  const source = String(copy.source.SpaceID)
  mustMay(caller, 'Use', source)
  const fields = cloneBody(bodyOf({ schema: spaceSchema }, copy.source), request, copy)
  const body = check(spaceSchema, fields)
  names.claim('', body.Slug)
  const existing = request.allowExists ? await spaceBySlug(db, caller, body.Slug) : undefined
  if (existing !== undefined) return existing
  // What the Space refers to may be inside it, so its references wait for the copies.
  const bare = { ...body, TriggerFilterID: undefined, WhereTrigger: '', ReleaseTargetID: undefined }
  const own = { UpstreamSpaceID: source }
  const made = await createSpace(api, db, caller, bare, { allowExists: false, own })
  const to = { SpaceID: String(made.SpaceID), Slug: body.Slug }
  const copying: Copying = { db, units, from: source, to, copies: new Map([[source, to.SpaceID]]) }
  await copySettings(copying)
  // Before the Units: which Triggers run for them is the Space's choice.
  const chosen = body.TriggerFilterID ?? body.ReleaseTargetID ?? (body.WhereTrigger || undefined)
  const next = retarget(fields, copying.copies)
  const row =
    chosen === undefined
      ? made
      : await changeSpace(db, caller, made, next, { version: undefined, refresh: true })
  await copyUnits(copying)
  return row
}
