import { sql, type Transaction } from 'kysely'
import type { EntityTable, ResidentTable } from '#hub/entities/entity-model.ts'
import type { Tables } from '#hub/store/tables.ts'

/**
 * Keeps others from creating the same entity until this transaction ends: with `allow_exists` the second of two
 * concurrent requests must find the first one's (contract 5.1). `within` is the Space, or the organization of a Space.
 */
export async function lockSlug(
  db: Transaction<Tables>,
  table: EntityTable,
  within: string,
  slug: string,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`slug ${table} ${within} ${slug}`}))`.execute(db)
}

export async function isSlugTaken(
  db: Transaction<Tables>,
  table: ResidentTable,
  SpaceID: string,
  slug: string,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from ${sql.table(table)} where "SpaceID" = ${SpaceID} and "Slug" = ${slug}`.execute(db)
  return rows.length > 0
}
