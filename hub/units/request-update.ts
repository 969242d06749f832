import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Tables } from '#hub/store/tables.ts'

/**
 * Requests automatic Links (contract 4.8, AutoUpdate) to be resolved after the transaction: those that take from a Unit
 * with a new revision, and those that find out what a Unit with a new revision needs.
 */
export async function updateAfter(db: Kysely<Tables>, unitId: string): Promise<void> {
  await request(
    db,
    sql`("ToUnitID" = ${unitId} or ("FromUnitID" = ${unitId} and "UpdateType" = 'NeedsProvides'))`,
  )
}

/** The same for all Links of a Unit that left its ChangeSet. */
export async function updateAround(db: Kysely<Tables>, unitId: string): Promise<void> {
  await request(db, sql`("ToUnitID" = ${unitId} or "FromUnitID" = ${unitId})`)
}

/** The same for one Link that is new or was changed. */
export async function updateLink(db: Kysely<Tables>, linkId: string): Promise<void> {
  await request(db, sql`"LinkID" = ${linkId}`)
}

async function request(db: Kysely<Tables>, which: RawBuilder<unknown>): Promise<void> {
  await sql`insert into "LinkUpdate" ("LinkID", "RequestedAt")
    select "LinkID", ${new Date()}::timestamptz from "Link" where "AutoUpdate" and ${which} order by "LinkID"
    on conflict ("LinkID") do update set "RequestedAt" = excluded."RequestedAt"`.execute(db)
}
