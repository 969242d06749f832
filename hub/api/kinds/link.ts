import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import { Failure } from '#hub/api/failure.ts'
import { parameterHash } from '#hub/api/kinds/hash.ts'
import { models } from '#hub/api/models/models.ts'
import type { ResidentKind } from '#hub/api/resident.ts'
import { mustExist } from '#hub/api/rows.ts'
import { selectionSql } from '#hub/api/selection.ts'
import { optionalUuid, requiredUuid, residentFields } from '#hub/api/validate.ts'
import type { Tables } from '#hub/store/tables.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'

/** What a Link does when it is resolved. */
const updateTypes = [
  'NeedsProvides',
  'MergeUnits',
  'UpgradeUnit',
  'None',
  'Insert',
  'Upsert',
  'TransformPaths',
] as const
const schema = z.object({
  ...residentFields,
  FromUnitID: requiredUuid,
  ToUnitID: requiredUuid,
  UpdateType: z.enum(updateTypes).default('NeedsProvides'),
  AutoUpdate: z.boolean().default(false),
  TransformInvocationID: optionalUuid,
  WhereMutation: z.string().max(8192).default(''),
  WhereResource: z.string().max(8192).default(''),
  Squash: z.boolean().default(false),
  Protect: z.boolean().default(false),
  MergeEnableSubtraction: z.boolean().default(false),
})

/** From a downstream Unit to the upstream Unit it takes from; it lives in the Space of its From Unit (confighub-api 4.8). */
export const linkKind: ResidentKind<z.infer<typeof schema>> = {
  model: models.Link,
  path: 'link',
  schema,
  complete: async (db, caller, body, { SpaceID, current }) => {
    const from = await mustExist(db, caller, models.Unit, body.FromUnitID, 'FromUnitID')
    const to = await mustExist(db, caller, models.Unit, body.ToUnitID, 'ToUnitID')
    if (from?.SpaceID !== SpaceID)
      throw new Failure(400, 'FromUnitID: a Link lives in the Space of its From Unit, which is another one.')
    if (body.FromUnitID === body.ToUnitID)
      throw new Failure(400, 'ToUnitID: a Unit cannot be linked to itself.')
    if (current !== undefined && current.FromUnitID !== body.FromUnitID)
      throw new Failure(400, 'FromUnitID: a Link keeps its From Unit; make another Link.')
    if (body.AutoUpdate)
      throw new Failure(
        501,
        'AutoUpdate of Links is not implemented by the embedded hub; use PATCH with resolve=Link:*.',
      )
    await mustExist(db, caller, models.Invocation, body.TransformInvocationID, 'TransformInvocationID')
    const where = parseWhereData(body.WhereResource)
    if (!where.ok) throw new Failure(400, `WhereResource: ${where.error.message}`)
    selectionSql(models.Mutation, {
      where: body.WhereMutation,
      whereData: '',
      resourceType: '',
      contains: '',
    })
    const { FromUnitID, ToUnitID, UpdateType, WhereMutation, WhereResource } = body
    return {
      ToSpaceID: to?.SpaceID,
      Hash: parameterHash([FromUnitID, ToUnitID, UpdateType, WhereMutation, WhereResource]),
    }
  },
  stored: (db, _caller, row) => noteLinks(db, String(row.FromUnitID)),
  removing: async (db, _caller, row) => {
    await db.deleteFrom('Link').where('LinkID', '=', String(row.LinkID)).execute()
    await noteLinks(db, String(row.FromUnitID))
  },
}

/** `Unit.FromLinkID` names the Links that start there. */
async function noteLinks(db: Transaction<Tables>, unitId: string): Promise<void> {
  await sql`update "Unit" set "FromLinkID" = coalesce(
      (select jsonb_agg("LinkID" order by "LinkID") from "Link" where "FromUnitID" = ${unitId}), '[]')
    where "UnitID" = ${unitId}`.execute(db)
}
