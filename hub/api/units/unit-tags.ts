import { Hono } from 'hono'
import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import { Failure } from '#hub/access/failure.ts'
import { mustMay } from '#hub/access/permissions.ts'
import { atomically } from '#hub/access/transaction.ts'
import { type Api, type Env, jsonOf, queryOf, writerOf } from '#hub/api/http/context.ts'
import { itemOf } from '#hub/api/http/each-item.ts'
import { sweptPage } from '#hub/api/http/swept-page.ts'
import type { Row } from '#hub/entities/fields.ts'
import { unitModel } from '#hub/entities/models/unit.ts'
import { check } from '#hub/entities/validate.ts'
import { listParameters } from '#hub/query/list-parameters.ts'
import type { Tables } from '#hub/store/tables.ts'
import { findRevision } from '#hub/units/revision-reference.ts'
import type { UnitRow } from '#hub/units/write-request.ts'
import { mustHaveTag, tagRevision } from '#hub/units/write-unit.ts'

/** `UnitTagRequest` (contract 4.6). */
const UnitTagRequest = z
  .object({
    TagID: z.uuid().toLowerCase(),
    Revision: z.string().default('HeadRevisionNum'),
    Move: z.boolean().default(false),
  })
  .refine(({ Revision, Move }) => !(Move && Revision === 'Remove'), {
    path: ['Move'],
    message: 'moves a Tag to a Revision, so it cannot be used with Remove',
  })
type UnitTagRequest = z.infer<typeof UnitTagRequest>

/** `POST /unit/tag`: puts a Tag on one revision of each selected Unit. */
export function unitTags(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  routes.post('/unit/tag', async (context) => {
    const caller = writerOf(context)
    const request = check(UnitTagRequest, await jsonOf(context))
    await mustHaveTag(api.db, caller, request.TagID)
    const parameters = listParameters(queryOf(context), unitModel)
    const page = await sweptPage(api.db, caller, unitModel, parameters)
    if (page.next !== undefined) context.header('ConfigHub-Continue', page.next)
    const tag = (row: Row) =>
      atomically(api.db, async (db) => {
        const unit = await db
          .selectFrom('Unit')
          .selectAll()
          .where('UnitID', '=', String(row.UnitID))
          .executeTakeFirst()
        // It was deleted after it was selected.
        if (unit === undefined) throw new Failure(404, 'Unit not found.')
        mustMay(caller, 'Edit', unit.SpaceID)
        return { Message: await tagOne(db, unit, request) }
      })
    const items: Record<string, unknown>[] = []
    for (const row of page.rows) items.push(await itemOf(unitModel, tag, row))
    return context.json(items, items.some((item) => item.Error !== undefined) ? 207 : 200)
  })
  return routes
}

/** `Remove` takes the Tag off every revision of the Unit, `Move` off the revisions it marked before. */
async function tagOne(
  db: Transaction<Tables>,
  unit: UnitRow,
  { TagID, Revision, Move }: UnitTagRequest,
): Promise<string> {
  if (Revision === 'Remove') {
    await takeOff(db, unit, TagID)
    return `${unit.Slug} no longer tagged`
  }
  const revision = await findRevision(db, unit, Revision)
  if (Move && !(await takeOff(db, unit, TagID)))
    throw new Failure(409, `The Tag marks no revision of ${unit.Slug}, so it cannot be moved there.`)
  await tagRevision(db, revision.RevisionID, TagID)
  return `${unit.Slug} revision ${revision.RevisionNum} tagged`
}

/** Returns whether the Tag was on any revision of the Unit. */
async function takeOff(db: Transaction<Tables>, { UnitID }: UnitRow, tagId: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`update "Revision" set "Tags" = "Tags" - ${tagId}::text
    where "UnitID" = ${UnitID} and "Tags" ? ${tagId}::text`.execute(db)
  return numAffectedRows > 0n
}
