import { Hono } from 'hono'
import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import { Failure } from '#hub/access/failure.ts'
import { mustMay } from '#hub/access/permissions.ts'
import { inSteps } from '#hub/access/steps.ts'
import { type Api, type Env, jsonOf, queryOf, writerOf } from '#hub/api/http/context.ts'
import { itemOf } from '#hub/api/http/each-item.ts'
import { sweptPage } from '#hub/api/http/swept-page.ts'
import type { Row } from '#hub/entities/fields.ts'
import { unitModel } from '#hub/entities/models/unit.ts'
import { check } from '#hub/entities/validate.ts'
import { listParameters } from '#hub/query/list-parameters.ts'
import { flag } from '#hub/query/query-parameters.ts'
import type { Tables } from '#hub/store/tables.ts'
import { findRevision } from '#hub/units/revision-reference.ts'
import type { UnitRow } from '#hub/units/write-request.ts'
import { mustHaveTag, tagRevision } from '#hub/units/write-unit.ts'

/** `UnitTagRequest` (contract 4.6). */
const UnitTagRequest = z.object({ TagID: z.uuid(), Revision: z.string().default('HeadRevisionNum') })

/** `POST /unit/tag`: puts a Tag on one revision of each selected Unit. */
export function unitTags(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  routes.post('/unit/tag', async (context) => {
    const caller = writerOf(context)
    const { TagID, Revision } = check(UnitTagRequest, await jsonOf(context))
    await mustHaveTag(api.db, caller, TagID)
    const query = queryOf(context)
    const parameters = listParameters(query, unitModel)
    const page = await sweptPage(api.db, caller, unitModel, parameters)
    if (page.next !== undefined) context.header('ConfigHub-Continue', page.next)
    const items = await inSteps(api.db, flag(query, 'dry_run'), async (step) => {
      const answers: Record<string, unknown>[] = []
      const tag = (row: Row) =>
        step(async (db) => {
          const unit = await db
            .selectFrom('Unit')
            .selectAll()
            .where('UnitID', '=', String(row.UnitID))
            .executeTakeFirst()
          // Deleted since it was selected.
          if (unit === undefined) throw new Failure(404, 'Unit not found.')
          mustMay(caller, 'Edit', unit.SpaceID)
          return { Message: await tagOne(db, unit, Revision, TagID) }
        })
      for (const row of page.rows) answers.push(await itemOf(unitModel, tag, row))
      return answers
    })
    return context.json(items, items.some((item) => item.Error !== undefined) ? 207 : 200)
  })
  return routes
}

/** `Remove` takes the Tag off every revision of the unit. */
async function tagOne(
  db: Transaction<Tables>,
  unit: UnitRow,
  reference: string,
  tagId: string,
): Promise<string> {
  if (reference === 'Remove') {
    await sql`update "Revision" set "Tags" = "Tags" - ${tagId}::text
      where "UnitID" = ${unit.UnitID} and "Tags" ? ${tagId}::text`.execute(db)
    return `${unit.Slug} no longer tagged`
  }
  const revision = await findRevision(db, unit, reference)
  await tagRevision(db, revision.RevisionID, tagId)
  return `${unit.Slug} revision ${revision.RevisionNum} tagged`
}
