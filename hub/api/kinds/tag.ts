import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { Caller } from '#hub/api/caller.ts'
import { Failure } from '#hub/api/failure.ts'
import { models } from '#hub/api/models/models.ts'
import type { ResidentKind } from '#hub/api/resident.ts'
import { residentFields } from '#hub/api/validate.ts'
import type { Tables } from '#hub/store/tables.ts'

/** confighub-api 4.6 */
export const tagKind: ResidentKind = {
  model: models.Tag,
  path: 'tag',
  schema: z.object(residentFields),
  removing: async (db, caller, row) => {
    if (row.ChangeSetID !== null)
      throw new Failure(
        409,
        `Tag ${row.Slug} is a boundary of ChangeSet ${row.ChangeSetID}; delete that first.`,
      )
    const id = String(row.TagID)
    await mustBeUnused(db, 'Release', 'TagID', id, `Tag ${row.Slug}`)
    await takeOff(db, caller, [id])
  },
}

/** A Revision must not name a Tag that is gone. */
export async function takeOff(
  db: Transaction<Tables>,
  caller: Caller,
  tagIds: readonly string[],
): Promise<void> {
  if (tagIds.length === 0) return
  await sql`update "Revision" set "Tags" = "Tags" - ${tagIds}::text[]
    where "OrganizationID" = ${caller.OrganizationID} and "Tags" ?| ${tagIds}::text[]`.execute(db)
}

/** 409 while another entity refers to this one (confighub-api 11.13). */
export async function mustBeUnused(
  db: Transaction<Tables>,
  table: 'Filter' | 'Link' | 'Release' | 'Space' | 'Target' | 'Trigger' | 'Unit' | 'View',
  column: string,
  id: string,
  what: string,
): Promise<void> {
  const { rows } = await sql<{ Slug: string; count: number }>`
    select min("Slug") as "Slug", count(*)::int as count from ${sql.table(table)} where ${sql.ref(column)} = ${id}`.execute(
    db,
  )
  const [users] = rows
  if (!users || users.count === 0) return
  const others = users.count > 1 ? ` and ${users.count - 1} more` : ''
  throw new Failure(409, `${what} is still used by ${table} ${users.Slug}${others}.`)
}
