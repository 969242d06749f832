import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { may } from '#hub/access/permissions.ts'
import type { ResidentKind } from '#hub/api/kinds/resident.ts'
import { models } from '#hub/entities/models/models.ts'
import { residentFields } from '#hub/entities/validate.ts'
import type { Tables } from '#hub/store/tables.ts'

/** Names for points in the history of Units (contract 4.6). */
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
    await mustBeUnused(db, caller, 'Release', 'TagID', id, `Tag ${row.Slug}`)
    await removeTags(db, caller, [id])
  },
}

/** A Revision must not name a Tag that is gone. */
export async function removeTags(
  db: Transaction<Tables>,
  caller: Caller,
  tagIds: readonly string[],
): Promise<void> {
  if (tagIds.length === 0) return
  await sql`update "Revision" set "Tags" = "Tags" - ${tagIds}::text[]
    where "OrganizationID" = ${caller.OrganizationID} and "Tags" ?| ${tagIds}::text[]`.execute(db)
}

/** How a refusal names what the caller may not see. */
export const unseen = 'by something that you may not view'

/** 409 while another entity refers to this one (contract 11.13). What the caller may not see is not named. */
export async function mustBeUnused(
  db: Transaction<Tables>,
  caller: Caller,
  table: 'Filter' | 'Link' | 'Release' | 'Space' | 'Target' | 'Trigger' | 'Unit' | 'View',
  column: string,
  id: string,
  what: string,
): Promise<void> {
  const { rows: users } = await sql<{ Slug: string; SpaceID: string }>`
    select "Slug", "SpaceID" from ${sql.table(table)} where ${sql.ref(column)} = ${id} order by "Slug"`.execute(
    db,
  )
  if (users.length === 0) return
  const seen = users.filter(({ SpaceID }) => may(caller, 'View', SpaceID))
  const [first] = seen
  const others = seen.length > 1 ? ` and ${seen.length - 1} more` : ''
  const by = first === undefined ? unseen : `by ${table} ${first.Slug}${others}`
  throw new Failure(409, `${what} is still used ${by}.`)
}
