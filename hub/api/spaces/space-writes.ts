import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { may, mustMay } from '#hub/access/permissions.ts'
import type { Api } from '#hub/api/http/context.ts'
import { withinQuota } from '#hub/api/http/quota.ts'
import type { EntityChange } from '#hub/api/kinds/entity-changes.ts'
import { mustHaveNoGates, removeResident } from '#hub/api/kinds/resident.ts'
import { mustBeUnused } from '#hub/api/kinds/tag.ts'
import { removeReleases } from '#hub/api/releases/releases.ts'
import { kinds } from '#hub/api/spaces/resident-kinds.ts'
import { removeUnit } from '#hub/api/units/remove-unit.ts'
import type { EntityTable } from '#hub/entities/entity-model.ts'
import type { Row } from '#hub/entities/fields.ts'
import { lockSlug } from '#hub/entities/lock-slug.ts'
import { mustBeVersion } from '#hub/entities/metadata.ts'
import { models } from '#hub/entities/models/models.ts'
import { insertRow, mustExist, updateRow } from '#hub/entities/rows.ts'
import { check, optionalUuid, PermissionsField, residentFields } from '#hub/entities/validate.ts'
import type { Tables } from '#hub/store/tables.ts'
import { chosenTriggers } from '#hub/triggers/trigger-choice.ts'

/** The writable part of a Space (contract 4.2). Attributes, Components and backing Units are not kept here. */
export const spaceSchema = z.object({
  ...residentFields,
  Permissions: PermissionsField,
  WhereTrigger: z.string().max(8192).default(''),
  TriggerFilterID: optionalUuid,
  ReleaseTargetID: optionalUuid,
})
type SpaceBody = z.infer<typeof spaceSchema>

export async function createSpace(
  api: Api,
  db: Transaction<Tables>,
  caller: Caller,
  body: SpaceBody,
  { allowExists, own = {} }: { allowExists: boolean; own?: Row },
): Promise<Row> {
  if (allowExists) await lockSlug(db, 'Space', caller.OrganizationID, body.Slug)
  const existing = await spaceBySlug(db, caller, body.Slug)
  if (existing && allowExists && may(caller, 'View', String(existing.SpaceID))) return existing
  if (existing) throw taken(body.Slug)
  await withinQuota(api, db, caller, 'Space')
  const now = new Date()
  return insertRow(db, models.Space, {
    ...columnsOf(body),
    ...(await completed(db, caller, body, undefined, true)),
    ...own,
    SpaceID: randomUUID(),
    OrganizationID: caller.OrganizationID,
    CreatedAt: now,
    UpdatedAt: now,
  })
}

/** Changing who may do what needs Manage, everything else Edit. */
export async function changeSpace(
  db: Transaction<Tables>,
  caller: Caller,
  { current, next, version }: EntityChange,
  refresh: boolean,
): Promise<Row> {
  const SpaceID = String(current.SpaceID)
  mustMay(caller, 'Edit', SpaceID)
  mustBeVersion(current, version)
  const body = check(spaceSchema, next)
  if (!isDeepStrictEqual(body.Permissions, check(PermissionsField, current.Permissions)))
    mustMay(caller, 'Manage', SpaceID)
  const other = await spaceBySlug(db, caller, body.Slug)
  if (other !== undefined && other.SpaceID !== SpaceID) throw taken(body.Slug)
  return updateRow(db, models.Space, SpaceID, {
    ...columnsOf(body),
    ...(await completed(db, caller, body, current, refresh)),
  })
}

/**
 * Slugs are unique in the organization, so that one name means one Space to everyone. The refusal is the same
 * whether or not the caller may see the Space with that Slug, and does not reveal that it exists.
 */
function taken(slug: string): Failure {
  return new Failure(409, `The Slug ${slug} is not available in this organization. Choose another one.`)
}

async function completed(
  db: Transaction<Tables>,
  caller: Caller,
  body: SpaceBody,
  current: Row | undefined,
  refresh: boolean,
): Promise<Row> {
  await mustExist(db, caller, models.Target, body.ReleaseTargetID, 'ReleaseTargetID')
  return chosenTriggers(db, caller, body, current, refresh)
}

function columnsOf(body: SpaceBody): Row {
  return {
    ...body,
    TriggerFilterID: body.TriggerFilterID ?? null,
    ReleaseTargetID: body.ReleaseTargetID ?? null,
  }
}

async function spaceBySlug(db: Transaction<Tables>, caller: Caller, slug: string): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select * from "Space" where "OrganizationID" = ${caller.OrganizationID} and "Slug" = ${slug}`.execute(db)
  return rows[0]
}

/**
 * Deletes a Space. `none`: only when it holds nothing but Tags; `gated`: with everything in it, unless a delete
 * gate forbids it; `force`: regardless of gates (contract 5.4).
 */
export async function removeSpace(
  db: Transaction<Tables>,
  caller: Caller,
  row: Row,
  recursion: 'none' | 'gated' | 'force',
): Promise<string> {
  const SpaceID = String(row.SpaceID)
  mustMay(caller, 'Manage', SpaceID)
  const force = recursion === 'force'
  if (!force) mustHaveNoGates('Space', row)
  if (recursion === 'none') await mustBeEmpty(db, row)
  else
    await db
      .updateTable('Space')
      .set({ ReleaseTargetID: null, TriggerFilterID: null })
      .where('SpaceID', '=', SpaceID)
      .execute()
  const units = await rowsIn(db, 'Unit', SpaceID)
  for (const unit of units) await removeUnit(db, caller, unit, { force, within: SpaceID })
  // In this order, because an Attestation protects its Release, and a Release its Tag.
  await db.deleteFrom('Attestation').where('SpaceID', '=', SpaceID).execute()
  await removeReleases(db, SpaceID, force)
  for (const kind of kinds)
    for (const resident of await rowsIn(db, kind.model.table, SpaceID))
      await removeResident(db, caller, kind, resident, force)
  await mustBeUnused(db, caller, 'Filter', 'FromSpaceID', SpaceID, `Space ${row.Slug}`)
  await db.deleteFrom('Space').where('SpaceID', '=', SpaceID).execute()
  return `Space ${row.Slug} deleted`
}

async function mustBeEmpty(db: Transaction<Tables>, row: Row): Promise<void> {
  for (const table of ['Unit' as const, ...kinds.map(({ model }) => model.table)]) {
    if (table === 'Tag') continue
    const [first] = await rowsIn(db, table, String(row.SpaceID), 1)
    if (first !== undefined)
      throw new Failure(
        409,
        `Space ${row.Slug} is not empty: it has ${table} ${first.Slug}. Delete its content first, or use recursive=true.`,
      )
  }
}

async function rowsIn(
  db: Transaction<Tables>,
  table: EntityTable,
  SpaceID: string,
  limit?: number,
): Promise<Row[]> {
  const cut = limit === undefined ? sql`` : sql`limit ${limit}`
  const { rows } = await sql<Row>`
    select * from ${sql.table(table)} where "SpaceID" = ${SpaceID} order by "Slug" ${cut}`.execute(db)
  return rows
}
