import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Caller } from '#hub/api/caller.ts'
import { type Api, type Context, jsonOf, queryOf, spaceOf, withinQuota, writerOf } from '#hub/api/context.ts'
import { Failure } from '#hub/api/failure.ts'
import { flag } from '#hub/api/list-parameters.ts'
import { metadataColumns, newMetadata } from '#hub/api/metadata.ts'
import { presentUnit } from '#hub/api/present-unit.ts'
import { check, NewUnit } from '#hub/api/validate.ts'
import type { UnitRow } from '#hub/api/write-unit.ts'
import type { Tables } from '#hub/store/tables.ts'
import { writeDocument } from '#hub/store/write-document.ts'

const notImplemented = ['upstream_unit_id', 'upstream_space_id', 'merge_external_source']

/** Revision 1 of a new Unit is empty; its content comes with the first data write (confighub-api 1.1). */
export async function createUnit(api: Api, context: Context) {
  const caller = writerOf(context)
  const query = queryOf(context)
  for (const name of notImplemented)
    if (query.has(name))
      throw new Failure(501, `POST /space/{space}/unit with ${name} is not implemented by the embedded hub.`)
  const allowExists = flag(query, 'allow_exists')
  const dryRun = flag(query, 'dry_run')
  const body = check(NewUnit, await jsonOf(context))
  const space = await spaceOf(api, context, 'CreateChildren')
  const answer = await api.db.transaction().execute(async (db) => {
    const existing = await db
      .selectFrom('Unit')
      .selectAll()
      .where('SpaceID', '=', space.SpaceID)
      .where('Slug', '=', body.Slug)
      .executeTakeFirst()
    if (existing && allowExists) return presentUnit(existing, space.Slug)
    if (existing) throw new Failure(409, `A Unit with the Slug ${body.Slug} exists already in this Space.`)
    await withinQuota(api, db, caller, 'Unit')
    if (dryRun) return presentUnit({ ...body, UnitID: randomUUID(), SpaceID: space.SpaceID }, space.Slug)
    const userAgent = context.req.header('User-Agent') ?? ''
    return presentUnit(await insertUnit(db, caller, space.SpaceID, body, userAgent), space.Slug)
  })
  return context.json({ Unit: answer })
}

async function insertUnit(
  db: Transaction<Tables>,
  caller: Caller,
  SpaceID: string,
  body: NewUnit,
  userAgent: string,
): Promise<UnitRow> {
  const now = new Date()
  const RevisionID = randomUUID()
  const document = await writeDocument(db, '', false)
  const ids = { UnitID: randomUUID(), SpaceID, OrganizationID: caller.OrganizationID }
  const times = { CreatedAt: now, UpdatedAt: now }
  const description = body.LastChangeDescription ?? ''
  const unit = await db
    .insertInto('Unit')
    .values({
      ...ids,
      ...times,
      ...document,
      ChangeSetID: null,
      ...metadataColumns(newMetadata(body)),
      ToolchainType: body.ToolchainType,
      ProviderType: body.ProviderType ?? '',
      TargetID: body.TargetID ?? null,
      HeadRevisionNum: 1,
      HeadRevisionID: RevisionID,
      HeadMutationNum: 1,
      LastChangeDescription: description,
      UpstreamUnitID: null,
      UpstreamSpaceID: null,
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
      RevisionID,
      RevisionNum: 1,
      Description: description,
      Source: 'CreateUnit',
      UserID: caller.UserID,
      UserAgent: userAgent,
    })
    .execute()
  await db
    .insertInto('Mutation')
    .values({
      ...ids,
      ...times,
      MutationID: randomUUID(),
      MutationNum: 1,
      RevisionID,
      RevisionNum: 1,
      MergeSourceID: null,
    })
    .execute()
  return unit
}
