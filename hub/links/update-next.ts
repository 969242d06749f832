import { type Kysely, sql, type Transaction } from 'kysely'
import { actingFor } from '#hub/access/automation.ts'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { may } from '#hub/access/permissions.ts'
import type { LinkRow } from '#hub/links/link-row.ts'
import { resolveLink } from '#hub/links/resolve-link.ts'
import type { Tables } from '#hub/store/tables.ts'
import type { UnitRow } from '#hub/units/write-request.ts'
import { withoutHolding } from '#hub/work/run-in-thread.ts'

type Waiting = { readonly unit: UnitRow; readonly LinkID: string; readonly RequestedAt: string }

/** The result for a waiting Link; undefined when none waits. */
export type Updated = { readonly LinkID: string; readonly refused?: string } | undefined

/**
 * Resolves the automatic Link that has waited longest and whose downstream Unit nobody has locked, in a transaction of
 * its own (contract 4.8, AutoUpdate). What cannot be merged is given up until its upstream Unit or the Link changes
 * again; a fault is thrown with the Link's id in `seen`, and the Link keeps waiting.
 */
export async function updateNext(
  db: Kysely<Tables>,
  resting: readonly string[],
  seen: (linkId: string) => void,
): Promise<Updated> {
  let waiting: Waiting | undefined
  try {
    const updateOne = async (transaction: Transaction<Tables>) => {
      waiting = await longestWaiting(transaction, resting)
      if (waiting === undefined) return undefined
      const { LinkID } = waiting
      seen(LinkID)
      // Another process may have resolved it between the two statements.
      const mine = await transaction
        .deleteFrom('LinkUpdate')
        .where('LinkID', '=', LinkID)
        .returning('LinkID')
        .executeTakeFirst()
      if (mine !== undefined) await update(transaction, waiting)
      return { LinkID }
    }
    return await withoutHolding(() => db.transaction().execute(updateOne))
  } catch (cause) {
    if (!(cause instanceof Failure) || waiting === undefined) throw cause
    const { LinkID, RequestedAt } = waiting
    // Unless it was requested again in the meantime.
    await db
      .deleteFrom('LinkUpdate')
      .where('LinkID', '=', LinkID)
      .where('RequestedAt', '=', RequestedAt)
      .execute()
    return { LinkID, refused: cause.message }
  }
}

/** Locks the Unit first, as every writer does, and not the queued entry: the opposite order would deadlock. */
async function longestWaiting(
  db: Transaction<Tables>,
  resting: readonly string[],
): Promise<Waiting | undefined> {
  const row = await db
    .selectFrom('Unit')
    .innerJoin('Link', 'Link.FromUnitID', 'Unit.UnitID')
    .innerJoin('LinkUpdate', 'LinkUpdate.LinkID', 'Link.LinkID')
    .selectAll('Unit')
    .select(['Link.LinkID', sql<string>`"LinkUpdate"."RequestedAt"::text`.as('RequestedAt')])
    .$if(resting.length > 0, (query) => query.where('Link.LinkID', 'not in', [...resting]))
    .orderBy('LinkUpdate.RequestedAt')
    .orderBy('Link.LinkID')
    .limit(1)
    .forUpdate('Unit')
    .skipLocked()
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { LinkID, RequestedAt, ...unit } = row
  return { unit, LinkID, RequestedAt }
}

/** A Unit in a ChangeSet is neither written to nor merged from; leaving the ChangeSet requests the update again. */
async function update(db: Transaction<Tables>, { unit, LinkID }: Waiting): Promise<void> {
  const { rows } = await sql<LinkRow & { SpaceSlug: string; UpstreamChangeSetID: string | null }>`
    select "Link".*, "Space"."Slug" as "SpaceSlug", upstream."ChangeSetID" as "UpstreamChangeSetID"
    from "Link" join "Space" on "Space"."SpaceID" = "Link"."SpaceID"
    join "Unit" as upstream on upstream."UnitID" = "Link"."ToUnitID"
    where "Link"."LinkID" = ${LinkID} and "Link"."AutoUpdate"`.execute(db)
  const [link] = rows
  if (link === undefined || link.UpstreamChangeSetID !== null || unit.ChangeSetID !== null) return
  const caller = await actingFor(db, link)
  if (caller === undefined)
    throw new Failure(403, `the User ${link.ActsForUserID} it acts for no longer exists`)
  mustStillMay(caller, link)
  await resolveLink(
    db,
    unit,
    link,
    { end: '', squash: false, subtract: false, keep: [] },
    {
      spaceId: unit.SpaceID,
      unitId: unit.UnitID,
      caller,
      userAgent: 'hubdeck-hub/links',
      description: `Link ${link.SpaceSlug}/${link.Slug}`,
      dryRun: false,
    },
  )
}

/** The user may have lost the permissions that creating the Link required. */
function mustStillMay(caller: Caller, link: LinkRow): void {
  const who =
    caller.UserID === ''
      ? 'nobody in particular, for whom it acts,'
      : `User ${caller.UserID}, for whom it acts,`
  if (!may(caller, 'View', link.ToSpaceID))
    throw new Failure(403, `${who} may no longer View the Space ${link.ToSpaceID} it takes from`)
  if (!may(caller, 'Edit', link.SpaceID))
    throw new Failure(403, `${who} may no longer Edit the Space ${link.SpaceID} it writes to`)
}
