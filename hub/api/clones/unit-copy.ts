import type { Transaction } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { may, mustMay } from '#hub/access/permissions.ts'
import type { Destination } from '#hub/api/clones/request.ts'
import { linkToUpstream } from '#hub/api/clones/upgrade-link.ts'
import type { Api } from '#hub/api/http/context.ts'
import { withinQuota } from '#hub/api/http/quota.ts'
import { bodyOf } from '#hub/api/kinds/entity-changes.ts'
import type { Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { mustExist } from '#hub/entities/rows.ts'
import { unitSchema } from '#hub/entities/unit-schema.ts'
import { ChangeFields, check } from '#hub/entities/validate.ts'
import { readDocument } from '#hub/store/read-document.ts'
import type { Tables } from '#hub/store/tables.ts'
import { moveToChangeSet } from '#hub/units/change-set-membership.ts'
import { insertUnit, unitBySlug } from '#hub/units/insert-unit.ts'
import { findRevision } from '#hub/units/revision-reference.ts'
import type { UnitRow } from '#hub/units/write-request.ts'
import { writeUnitIn } from '#hub/units/write-unit.ts'
import type { Json } from '#lib/base/json.ts'

/** How a Unit is copied, the same for every clone of a call. */
export type UnitCopying = {
  readonly api: Api
  readonly caller: Caller
  readonly userAgent: string
  /** Revision of the upstream Unit to copy (contract 4.4); '' = its head. */
  readonly revision: string
  readonly allowExists: boolean
}

export type CopiedUnit = {
  readonly unit: UnitRow
  /** It existed before. */
  readonly existed: boolean
  /** The Link to its source; undefined when the Unit existed before. */
  readonly link?: Row
}

/**
 * One clone of a Unit: an empty Revision 1, the upstream's content as Revision 2 with Source CloneUnit, and where it
 * came from, with a Link to that (contract 4.3, 4.4). `body` is what it is to look like; see `unitFields`.
 */
export async function copyUnit(
  db: Transaction<Tables>,
  copying: UnitCopying,
  upstreamId: string,
  destination: Destination,
  body: Readonly<Record<string, Json>>,
): Promise<CopiedUnit> {
  const { api, caller, userAgent, revision } = copying
  const upstream = await usableUnit(db, caller, upstreamId)
  mustMay(caller, 'CreateChildren', destination.SpaceID)
  const fields = check(unitSchema, { ToolchainType: upstream.ToolchainType, ...body })
  const change = check(ChangeFields, body)
  if (fields.ToolchainType !== upstream.ToolchainType)
    throw new Failure(
      400,
      `ToolchainType: ${upstream.Slug} is ${upstream.ToolchainType}, and so are its clones.`,
    )
  const existing = await unitBySlug(db, destination.SpaceID, fields.Slug)
  if (existing !== undefined && copying.allowExists) return { unit: existing, existed: true }
  if (existing !== undefined)
    throw new Failure(409, `A Unit with the Slug ${fields.Slug} already exists in ${destination.Slug}.`)
  await withinQuota(api, db, caller, 'Unit')
  await mustExist(db, caller, models.Target, fields.TargetID, 'TargetID')
  const from = revision === '' ? headOf(upstream) : await findRevision(db, upstream, revision)
  const description = change.LastChangeDescription ?? ''
  const made = await insertUnit(db, caller, destination.SpaceID, fields, {
    userAgent,
    description,
    upstream: {
      UpstreamUnitID: upstream.UnitID,
      UpstreamSpaceID: upstream.SpaceID,
      UpstreamRevisionNum: from.RevisionNum,
    },
  })
  const write = {
    unitId: made.UnitID,
    spaceId: destination.SpaceID,
    caller,
    userAgent,
    description,
    dryRun: false,
  }
  const text = await readDocument(db, from.DataHash)
  const mutations = [{ MergeSourceID: upstream.UnitID, MergeEndRevisionNum: from.RevisionNum }]
  const produce = () => ({ text, mutations })
  const { unit } = await writeUnitIn(db, { ...write, source: 'CloneUnit', produce })
  const placed = await moveToChangeSet(db, unit, change.ChangeSetID ?? null, write)
  const link = await linkToUpstream(api, db, caller, placed)
  const linked = await db
    .selectFrom('Unit')
    .selectAll()
    .where('UnitID', '=', placed.UnitID)
    .executeTakeFirstOrThrow()
  return { unit: linked, existed: false, link }
}

/** The columns that a clone copies from its upstream Unit: everything writable except gates. */
export function unitFields(upstream: Readonly<Record<string, unknown>>): Record<string, Json> {
  const { DeleteGates: _, DestroyGates: __, ...fields } = bodyOf({ schema: unitSchema }, upstream)
  return fields
}

/** A Unit that the caller may clone: 404 when they cannot see it, 403 when they may not Use it. */
export async function usableUnit(db: Transaction<Tables>, caller: Caller, id: string): Promise<UnitRow> {
  const unit = await db
    .selectFrom('Unit')
    .selectAll()
    .where('UnitID', '=', id)
    .where('OrganizationID', '=', caller.OrganizationID)
    .executeTakeFirst()
  if (unit === undefined || !may(caller, 'View', unit.SpaceID))
    throw new Failure(404, `There is no Unit ${id}.`)
  mustMay(caller, 'Use', unit.SpaceID)
  return unit
}

function headOf({ HeadRevisionNum, DataHash }: UnitRow) {
  return { RevisionNum: HeadRevisionNum, DataHash }
}
