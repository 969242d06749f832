import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Caller } from '#hub/api/caller.ts'
import { type Api, type Context, jsonOf, queryOf, spaceOf, withinQuota, writerOf } from '#hub/api/context.ts'
import { Failure } from '#hub/api/failure.ts'
import { holdSlug } from '#hub/api/hold-slug.ts'
import { flag } from '#hub/api/list-parameters.ts'
import { models } from '#hub/api/models/models.ts'
import { presentUnit } from '#hub/api/present-unit.ts'
import { mustExist } from '#hub/api/rows.ts'
import { inTransaction } from '#hub/api/transaction.ts'
import { type UnitBody, unitSchema } from '#hub/api/unit-schema.ts'
import { ChangeFields, check } from '#hub/api/validate.ts'
import type { UnitRow } from '#hub/api/write-unit.ts'
import type { Tables } from '#hub/store/tables.ts'
import { writeDocument } from '#hub/store/write-document.ts'

/** Revision 1 of a new Unit is empty; its content comes with the first data write (contract 1.1). */
export async function createUnit(api: Api, context: Context) {
  const caller = writerOf(context)
  const query = queryOf(context)
  if (query.has('merge_external_source'))
    throw new Failure(400, 'merge_external_source goes with the data: use PUT .../data.')
  const allowExists = flag(query, 'allow_exists')
  const json = await jsonOf(context)
  const body = check(unitSchema, json)
  const { LastChangeDescription } = check(ChangeFields, json)
  const space = await spaceOf(api, context, 'CreateChildren')
  const unit = await inTransaction(api.db, flag(query, 'dry_run'), async (db) => {
    if (allowExists) await holdSlug(db, 'Unit', space.SpaceID, body.Slug)
    const existing = await unitBySlug(db, space.SpaceID, body.Slug)
    if (existing && allowExists) return existing
    if (existing) throw new Failure(409, `A Unit with the Slug ${body.Slug} exists already in this Space.`)
    await withinQuota(api, db, caller, 'Unit')
    await mustExist(db, caller, models.Target, body.TargetID, 'TargetID')
    return insertUnit(db, caller, space.SpaceID, body, {
      userAgent: context.req.header('User-Agent') ?? '',
      description: LastChangeDescription ?? '',
    })
  })
  return context.json({ Unit: presentUnit(unit, space.Slug) })
}

export async function unitBySlug(
  db: Transaction<Tables>,
  SpaceID: string,
  slug: string,
): Promise<UnitRow | undefined> {
  return db
    .selectFrom('Unit')
    .selectAll()
    .where('SpaceID', '=', SpaceID)
    .where('Slug', '=', slug)
    .executeTakeFirst()
}

export type Upstream = Pick<UnitRow, 'UpstreamUnitID' | 'UpstreamSpaceID' | 'UpstreamRevisionNum'>
const noUpstream: Upstream = { UpstreamUnitID: null, UpstreamSpaceID: null, UpstreamRevisionNum: 0 }

/** Stores a Unit with its empty first revision. */
export async function insertUnit(
  db: Transaction<Tables>,
  caller: Caller,
  SpaceID: string,
  body: UnitBody,
  {
    userAgent,
    description,
    upstream = noUpstream,
  }: { userAgent: string; description: string; upstream?: Upstream },
): Promise<UnitRow> {
  const now = new Date()
  const RevisionID = randomUUID()
  const document = await writeDocument(db, '')
  const ids = { UnitID: randomUUID(), SpaceID, OrganizationID: caller.OrganizationID }
  const times = { CreatedAt: now, UpdatedAt: now }
  const unit = await db
    .insertInto('Unit')
    .values({
      ...ids,
      ...times,
      ...document,
      ...body,
      ...upstream,
      ChangeSetID: null,
      Labels: JSON.stringify(body.Labels),
      Annotations: JSON.stringify(body.Annotations),
      DeleteGates: JSON.stringify(body.DeleteGates),
      DestroyGates: JSON.stringify(body.DestroyGates),
      TargetID: body.TargetID ?? null,
      HeadRevisionNum: 1,
      HeadRevisionID: RevisionID,
      HeadMutationNum: 1,
      LastChangeDescription: description,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await db
    .insertInto('Revision')
    .values({
      ...ids,
      ...times,
      ...document,
      ChangeSetID: null,
      ValidationPassed: null,
      RevisionID,
      RevisionNum: 1,
      Description: description,
      Source: 'CreateUnit',
      UserID: caller.UserID,
      UserAgent: userAgent,
    })
    .execute()
  const nothing = { MergeSourceID: null, InvocationID: null, TriggerID: null, LinkID: null }
  await db
    .insertInto('Mutation')
    .values({
      ...ids,
      ...times,
      ...nothing,
      MutationID: randomUUID(),
      MutationNum: 1,
      RevisionID,
      RevisionNum: 1,
    })
    .execute()
  return unit
}
