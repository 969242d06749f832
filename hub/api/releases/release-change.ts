import { sql } from 'kysely'
import { z } from 'zod'
import { mustMay } from '#hub/access/permissions.ts'
import { type Api, type Context, idOf, jsonOf, spaceOf, writerOf } from '#hub/api/http/context.ts'
import { refusePermissions } from '#hub/api/http/refuse-permissions.ts'
import { changeOne } from '#hub/api/kinds/entity-changes.ts'
import { mustBeVersion } from '#hub/entities/metadata.ts'
import { models } from '#hub/entities/models/models.ts'
import { updateRow } from '#hub/entities/rows.ts'
import { check, JsonMap, residentFields } from '#hub/entities/validate.ts'

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

const kind = { model: models.Release, schema: Change }
const place = {
  parameter: 'id',
  scope: (context: Context) => [sql`"Release"."SpaceID" = ${idOf(context, 'space')}`],
}

/** `PUT` and `PATCH` of a Release. */
export async function changeRelease(api: Api, context: Context): Promise<Response> {
  const caller = writerOf(context)
  await spaceOf(api, context, 'Edit')
  const body = check(JsonMap, (await jsonOf(context)) ?? {})
  refusePermissions(body, 'A Release')
  return changeOne(api, context, kind, place, body, (db, { current, next, version }) => {
    mustMay(caller, 'Edit', String(current.SpaceID))
    mustBeVersion(current, version)
    return updateRow(db, models.Release, String(current.ReleaseID), check(Change, next))
  })
}
