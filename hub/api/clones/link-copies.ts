import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { hiddenSpaces } from '#hub/access/permissions.ts'
import type { Api } from '#hub/api/http/context.ts'
import { bodyOf } from '#hub/api/kinds/entity-changes.ts'
import { linkKind } from '#hub/api/kinds/link.ts'
import { createResident } from '#hub/api/kinds/resident.ts'
import type { Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { check } from '#hub/entities/validate.ts'
import { visibleSql } from '#hub/entities/visibility.ts'
import { selectionSql } from '#hub/query/selection.ts'
import type { Tables } from '#hub/store/tables.ts'
import type { UnitRow } from '#hub/units/write-request.ts'

export type ClonedUnit = Pick<UnitRow, 'UnitID' | 'SpaceID' | 'Slug' | 'HeadRevisionNum'>

/** Source Unit -> its clone, among those that were made in one Space for one variant. */
export type Siblings = ReadonlyMap<string, ClonedUnit>

export type LinkToCopy = {
  readonly link: Row /** It leads out of what is cloned. */
  readonly leaves: boolean
}

/**
 * Links that clones of these Units get too: those between them, and of those that lead elsewhere what
 * `outgoingWhere` selects, UpgradeUnit Links aside; '' = none (contract 5.2, include_outgoing_links_where).
 */
export async function linksToCopy(
  db: Kysely<Tables>,
  caller: Caller,
  unitIds: readonly string[],
  outgoingWhere: string,
): Promise<LinkToCopy[]> {
  const inside = sql`"Link"."ToUnitID" = any(${unitIds}::uuid[])`
  const chosen = outgoingLinksSql(outgoingWhere, hiddenSpaces(caller))
  const either = chosen === undefined ? inside : sql`(${inside} or (${sql.join(chosen, sql` and `)}))`
  const from = sql`"Link"."FromUnitID" = any(${unitIds}::uuid[])`
  // Each clone already has its own Link to its source.
  const copied = sql`"Link"."UpdateType" <> 'UpgradeUnit'`
  const all = [from, copied, either, ...visibleSql(caller, models.Link)]
  const { rows } = await sql<Row>`
    select * from "Link" where ${sql.join(all, sql` and `)}
    order by "Slug", "LinkID"`.execute(db)
  const within = new Set(unitIds)
  return rows.map((link) => ({ link, leaves: !within.has(String(link.ToUnitID)) }))
}

/** The expression, checked before anything is cloned. */
export function outgoingLinksSql(
  where: string,
  hidden: readonly string[] = [],
): RawBuilder<unknown>[] | undefined {
  if (where.trim() === '') return undefined
  return selectionSql(models.Link, { where, whereData: '', resourceType: '', contains: '' }, hidden)
}

/** A copy of a source's Link: from the clone to the same Unit, or to that Unit's clone. */
export async function copyLink(
  api: Api,
  db: Transaction<Tables>,
  caller: Caller,
  { link, leaves }: LinkToCopy,
  from: ClonedUnit,
  siblings: Siblings,
): Promise<Row> {
  const to = siblings.get(String(link.ToUnitID))
  if (to === undefined && !leaves)
    throw new Failure(409, `Link ${link.Slug} was not copied: the Unit it leads to was not cloned.`)
  const body = check(linkKind.schema, {
    ...bodyOf(linkKind, link),
    Slug: await freeSlug(db, from, String(link.Slug)),
    FromUnitID: from.UnitID,
    ToUnitID: to?.UnitID ?? link.ToUnitID,
    DeleteGates: {},
    UpstreamLastMergedRevisionNum: undefined,
    DownstreamLastMergedRevisionNum: undefined,
  })
  const own = await originOf(db, link, from, to)
  return createResident(api, db, caller, linkKind, body, { SpaceID: from.SpaceID, allowExists: false, own })
}

/** The Link's own Slug, prefixed with the clone's when it is taken. */
async function freeSlug(db: Transaction<Tables>, from: ClonedUnit, slug: string): Promise<string> {
  const other = `${from.Slug}-${slug}`
  const taken = await db
    .selectFrom('Link')
    .select('Slug')
    .where('SpaceID', '=', from.SpaceID)
    .where('Slug', 'in', [slug, other])
    .execute()
  if (!taken.some((each) => each.Slug === slug)) return slug
  if (!taken.some((each) => each.Slug === other)) return other
  throw new Failure(409, `A Link with the Slug ${other} already exists in this Space.`)
}

/** Where a copied Link comes from, and how far it is merged: a clone has everything that its source had merged. */
async function originOf(
  db: Transaction<Tables>,
  link: Row,
  from: ClonedUnit,
  to: ClonedUnit | undefined,
): Promise<Row> {
  const origin = { UpstreamLinkID: link.LinkID, UpstreamSpaceID: link.SpaceID }
  const taken = Number(link.UpstreamLastMergedRevisionNum)
  if (taken === 0) return origin
  const DownstreamLastMergedRevisionNum = from.HeadRevisionNum
  if (to === undefined)
    return { ...origin, UpstreamLastMergedRevisionNum: taken, DownstreamLastMergedRevisionNum }
  const upstream = await db
    .selectFrom('Unit')
    .select('HeadRevisionNum')
    .where('UnitID', '=', String(link.ToUnitID))
    .executeTakeFirst()
  // The history of a clone begins with the head, so earlier merges cannot be derived from it.
  if (upstream?.HeadRevisionNum !== taken) return origin
  return { ...origin, UpstreamLastMergedRevisionNum: to.HeadRevisionNum, DownstreamLastMergedRevisionNum }
}
