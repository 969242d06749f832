import { Failure } from '#hub/access/failure.ts'
import { inTransaction } from '#hub/access/transaction.ts'
import { type Api, type Context, jsonOf, queryOf, spaceOf, writerOf } from '#hub/api/http/context.ts'
import { withinQuota } from '#hub/api/http/quota.ts'
import { refusePermissions } from '#hub/api/http/refuse-permissions.ts'
import { lockSlug } from '#hub/entities/lock-slug.ts'
import { models } from '#hub/entities/models/models.ts'
import { presentUnit } from '#hub/entities/present-unit.ts'
import { mustExist } from '#hub/entities/rows.ts'
import { unitSchema } from '#hub/entities/unit-schema.ts'
import { ChangeFields, check } from '#hub/entities/validate.ts'
import { flag } from '#hub/query/query-parameters.ts'
import { insertUnit, unitBySlug } from '#hub/units/insert-unit.ts'

/** Revision 1 of a new Unit is empty; its content comes with the first write of data (contract 1.1). */
export async function createUnit(api: Api, context: Context) {
  const caller = writerOf(context)
  const query = queryOf(context)
  if (query.has('merge_external_source'))
    throw new Failure(400, 'merge_external_source requires data: use PUT .../data.')
  const allowExists = flag(query, 'allow_exists')
  const json = await jsonOf(context)
  refusePermissions(json, 'A Unit')
  const body = check(unitSchema, json)
  const { LastChangeDescription } = check(ChangeFields, json)
  const space = await spaceOf(api, context, 'CreateChildren')
  const unit = await inTransaction(api.db, flag(query, 'dry_run'), async (db) => {
    if (allowExists) await lockSlug(db, 'Unit', space.SpaceID, body.Slug)
    const existing = await unitBySlug(db, space.SpaceID, body.Slug)
    if (existing && allowExists) return existing
    if (existing) throw new Failure(409, `A Unit with the Slug ${body.Slug} already exists in this Space.`)
    await withinQuota(api, db, caller, 'Unit')
    await mustExist(db, caller, models.Target, body.TargetID, 'TargetID')
    return insertUnit(db, caller, space.SpaceID, body, {
      userAgent: context.req.header('User-Agent') ?? '',
      description: LastChangeDescription ?? '',
    })
  })
  return context.json({ Unit: presentUnit(unit, space.Slug) })
}
