import { sql } from 'kysely'
import { z } from 'zod'
import { mustMay } from '#hub/access/permissions.ts'
import { inTransaction } from '#hub/access/transaction.ts'
import { type Api, type Context, idOf, jsonOf, queryOf, spaceOf, writerOf } from '#hub/api/http/context.ts'
import { refusePermissions } from '#hub/api/http/refuse-permissions.ts'
import { mustNameVersion } from '#hub/api/kinds/entity-changes.ts'
import { mergePatch } from '#hub/entities/merge-patch.ts'
import { mustBeVersion } from '#hub/entities/metadata.ts'
import { models } from '#hub/entities/models/models.ts'
import { presentEntity } from '#hub/entities/present.ts'
import { lockRow, updateRow } from '#hub/entities/rows.ts'
import { check, JsonMap, residentFields } from '#hub/entities/validate.ts'
import { flag } from '#hub/query/query-parameters.ts'
import { parseExactJson } from '#lib/base/exact-json.ts'

const text = z.string().max(1024).optional()
const { Labels, Annotations, DeleteGates, HiddenReason } = residentFields

/** What can change in a published Release; its LiveStatus is reported by whoever deploys it (contract 4.9). */
const Change = z.object({
  Labels,
  Annotations,
  DeleteGates,
  HiddenReason,
  LiveStatus: z
    .object({
      DataSource: text,
      Health: text,
      Message: text,
      ObservedAt: z.iso.datetime({ offset: true }).optional(),
      Operation: text,
      Reporter: text,
      ReporterHealth: text,
      ReporterOperation: text,
      ReporterSync: text,
      Sync: text,
    })
    .default({}),
})

/** `PUT` and `PATCH` of a Release. */
export async function changeRelease(api: Api, context: Context): Promise<Response> {
  const caller = writerOf(context)
  const { SpaceID } = await spaceOf(api, context, 'Edit')
  const body = check(JsonMap, (await jsonOf(context)) ?? {})
  refusePermissions(body, 'A Release')
  const isPut = context.req.method === 'PUT'
  mustNameVersion(context, body)
  const row = await inTransaction(api.db, flag(queryOf(context), 'dry_run'), async (db) => {
    const scope = [sql`"Release"."SpaceID" = ${SpaceID}`]
    const current = await lockRow(db, caller, models.Release, idOf(context, 'id'), scope)
    mustMay(caller, 'Edit', SpaceID)
    mustBeVersion(current, body.Version)
    const fields = Object.keys(Change.shape).map((name) => [name, current[name]])
    const before = check(JsonMap, parseExactJson(JSON.stringify(Object.fromEntries(fields))))
    const next = check(Change, isPut ? body : mergePatch(before, body))
    return updateRow(db, models.Release, String(current.ReleaseID), next)
  })
  return context.json(presentEntity(models.Release, row))
}
