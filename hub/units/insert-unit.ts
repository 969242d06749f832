import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import type { UnitBody } from '#hub/entities/unit-schema.ts'
import type { Tables } from '#hub/store/tables.ts'
import { writeDocument } from '#hub/store/write-document.ts'
import type { UnitRow } from '#hub/units/write-request.ts'

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
      // Units that hold ConfigHub's own configuration are listed only on request (contract 4.3).
      HiddenReason: body.HiddenReason || (body.ToolchainType === 'ConfigHub/YAML' ? 'BackingUnit' : ''),
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
