import { sql, type Transaction } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { fillNeeds } from '#hub/links/fill-needs.ts'
import { keptMutations, type MutationChoice } from '#hub/links/kept-mutations.ts'
import { isMerging, type LinkRow, whyNot } from '#hub/links/link-row.ts'
import { readDocument } from '#hub/store/read-document.ts'
import type { Tables } from '#hub/store/tables.ts'
import { mergeRevisions } from '#hub/units/merge-revisions.ts'
import { findRevision } from '#hub/units/revision-reference.ts'
import { visibleUnit } from '#hub/units/visible-unit.ts'
import type { Operated, UnitRow, UnitWrite } from '#hub/units/write-request.ts'

export type ResolveOptions = {
  /** How far along the upstream Unit; '' = its head. */
  readonly end: string
  readonly squash: boolean
  readonly subtract: boolean
  readonly keep: readonly MutationChoice[]
}

type Common = Omit<UnitWrite, 'produce' | 'source'>

/** Updates a Unit, which the transaction has locked, from the upstream Unit of one of its Links. */
export async function resolveLink(
  db: Transaction<Tables>,
  unit: UnitRow,
  link: LinkRow,
  options: ResolveOptions,
  write: Common,
): Promise<Operated> {
  if (write.protect === true && isMerging(link.UpdateType))
    throw new Failure(
      400,
      `protect marks what is written here; it does not go with Link ${link.Slug}, which merges from another Unit.`,
    )
  const why = whyNot(link)
  if (why !== undefined)
    throw new Failure(
      501,
      `resolve of ${link.UpdateType} Links, such as ${link.Slug}, is not implemented by the embedded hub: ${why}.`,
    )
  const source = await visibleUnit(db, write.caller, link.ToUnitID, 'resolve')
  const until =
    options.end === ''
      ? { RevisionNum: source.HeadRevisionNum, DataHash: source.DataHash }
      : await findRevision(db, source, options.end)
  const last = until.RevisionNum
  const whole = { ...write, source: 'Resolve', protect: write.protect === true || link.Protect }
  const fills = link.UpdateType === 'NeedsProvides' || link.UpdateType === 'Insert'
  const operated = fills
    ? await fillNeeds(db, unit, link, { source, text: await readDocument(db, until.DataHash) }, whole)
    : await mergeLink(db, unit, link, { ...options, source, last }, whole)
  await sql`update "Link" set "UpstreamLastMergedRevisionNum" = greatest("UpstreamLastMergedRevisionNum", ${last}),
      "DownstreamLastMergedRevisionNum" = ${operated.unit.HeadRevisionNum}
    where "LinkID" = ${link.LinkID}`.execute(db)
  return operated
}

type Upstream = ResolveOptions & { readonly source: UnitRow; readonly last: number }

/** UpgradeUnit also updates the Unit's record of its upstream, and starts where an upgrade would. */
async function mergeLink(
  db: Transaction<Tables>,
  unit: UnitRow,
  link: LinkRow,
  { source, last, squash, subtract, keep }: Upstream,
  write: Omit<UnitWrite, 'produce'>,
): Promise<Operated> {
  const upgrades = link.UpdateType === 'UpgradeUnit'
  const isUpstream = upgrades && unit.UpstreamUnitID === source.UnitID
  const base = Math.max(1, link.UpstreamLastMergedRevisionNum, isUpstream ? unit.UpstreamRevisionNum : 0)
  if (last <= base && (!upgrades || isUpstream)) return unchanged(db, unit)
  const kept = await keptMutations(db, write.caller, unit.UnitID, [...keep, { where: link.WhereMutation }])
  const { LinkID } = link
  return mergeRevisions(
    db,
    unit,
    {
      source,
      base,
      end: last,
      kept,
      squash: squash || link.Squash,
      subtract: subtract || link.MergeEnableSubtraction,
      whereResource: link.WhereResource,
      columns: {
        UpdatedAt: new Date(),
        ...(upgrades
          ? {
              UpstreamUnitID: source.UnitID,
              UpstreamSpaceID: source.SpaceID,
              UpstreamRevisionNum: Math.max(last, base),
            }
          : {}),
      },
      note: (revisionNum) => ({
        LinkID,
        ...(upgrades ? { UpgradedFromUpstreamRevisionNum: revisionNum } : {}),
      }),
    },
    write,
  )
}

async function unchanged(db: Transaction<Tables>, unit: UnitRow): Promise<Operated> {
  const text = await readDocument(db, unit.DataHash)
  return { unit, before: text, text }
}
