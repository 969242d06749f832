import { Hono } from 'hono'
import { z } from 'zod'
import { unitModel } from '#hub/api/columns.ts'
import { type Api, type Env, jsonOf, queryOf, writerOf } from '#hub/api/context.ts'
import { Failure, itemError } from '#hub/api/failure.ts'
import { listPage } from '#hub/api/list.ts'
import { listParameters } from '#hub/api/list-parameters.ts'
import { findRevision } from '#hub/api/revision-reference.ts'
import { check } from '#hub/api/validate.ts'
import { mustHaveTag, tagRevision } from '#hub/api/write-unit.ts'

/** `UnitTagRequest` (4.6). */
const UnitTagRequest = z.object({ TagID: z.uuid(), Revision: z.string().default('HeadRevisionNum') })

/** `POST /unit/tag`: puts a Tag on one revision of each selected Unit. */
export function unitTags(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  routes.post('/unit/tag', async (context) => {
    const caller = writerOf(context)
    const { TagID, Revision } = check(UnitTagRequest, await jsonOf(context))
    if (Revision === 'Remove')
      throw new Failure(501, 'POST /unit/tag with Revision Remove is not implemented by the embedded hub.')
    await mustHaveTag(api.db, caller, TagID)
    const page = await listPage(api.db, caller, unitModel, listParameters(queryOf(context), unitModel))
    if (page.next !== undefined) context.header('ConfigHub-Continue', page.next)
    const items = await api.db.transaction().execute(async (db) => {
      const answers: Record<string, unknown>[] = []
      for (const row of page.rows) {
        const unit = await db
          .selectFrom('Unit')
          .selectAll()
          .where('UnitID', '=', String(row.UnitID))
          .executeTakeFirstOrThrow()
        try {
          const revision = await findRevision(db, unit, Revision)
          await tagRevision(db, revision.RevisionID, TagID)
          answers.push({ Message: `${unit.Slug} revision ${revision.RevisionNum} tagged` })
        } catch (cause) {
          if (!(cause instanceof Failure)) throw cause
          answers.push({ Error: itemError(cause) })
        }
      }
      return answers
    })
    return context.json(items, items.some((item) => item.Error !== undefined) ? 207 : 200)
  })
  return routes
}
