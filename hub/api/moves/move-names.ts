import { sql, type Transaction } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import type { EntityTable } from '#hub/entities/entity-model.ts'
import type { Row } from '#hub/entities/fields.ts'
import type { Tables } from '#hub/store/tables.ts'

/** 409 when the destination Space already has an entity of that name. */
export async function mustBeFree(
  db: Transaction<Tables>,
  table: EntityTable,
  destination: Row,
  slug: string,
): Promise<void> {
  const { rows } = await sql`
    select 1 from ${sql.table(table)}
    where "SpaceID" = ${destination.SpaceID} and "Slug" = ${slug} limit 1`.execute(db)
  if (rows.length > 0)
    throw new Failure(
      409,
      `${table} ${slug} already exists in ${destination.Slug}. Rename one of them first.`,
    )
}

/** What belongs to a moved entity and goes with it, by Slug. */
export async function companionsOf(
  db: Transaction<Tables>,
  { table, owner }: { readonly table: EntityTable; readonly owner: string },
  id: unknown,
): Promise<{ id: string; Slug: string }[]> {
  const { rows } = await sql<{ id: string; Slug: string }>`
    select ${sql.ref(`${table}ID`)} as "id", "Slug" from ${sql.table(table)}
    where ${sql.ref(owner)} = ${id} order by "Slug"`.execute(db)
  return rows
}

/** Changes the Space of an entity, which gets a new Version. */
export async function moveInto(
  db: Transaction<Tables>,
  table: EntityTable,
  id: unknown,
  SpaceID: unknown,
): Promise<void> {
  await sql`update ${sql.table(table)}
    set "SpaceID" = ${SpaceID}, "UpdatedAt" = ${new Date()}, "Version" = "Version" + 1
    where ${sql.ref(`${table}ID`)} = ${id}`.execute(db)
}
