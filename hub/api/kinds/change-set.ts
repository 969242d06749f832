import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { may } from '#hub/access/permissions.ts'
import type { ResidentKind } from '#hub/api/kinds/resident.ts'
import { removeTags } from '#hub/api/kinds/tag.ts'
import { isSlugTaken } from '#hub/entities/lock-slug.ts'
import { models } from '#hub/entities/models/models.ts'
import { residentFields } from '#hub/entities/validate.ts'
import type { Tables } from '#hub/store/tables.ts'

const schema = z.object({ ...residentFields, Description: z.string().max(4096).default('') })

/**
 * A named group of changes (contract 4.6, 8d). Its two boundary Tags come with it; Units enter and leave it by
 * their ChangeSetID. It is Open until the last Unit leaves.
 */
export const changeSetKind: ResidentKind<z.infer<typeof schema>> = {
  model: models.ChangeSet,
  path: 'change_set',
  schema,
  complete: async (db, caller, body, { id, SpaceID, current }) => {
    if (current !== undefined) return {}
    const start = await addBoundary(db, caller, SpaceID, id, body.Slug, 'start')
    const end = await addBoundary(db, caller, SpaceID, id, body.Slug, 'end')
    return { StartTagID: start, EndTagID: end, State: 'Open' }
  },
  removing: async (db, caller, row) => {
    const id = String(row.ChangeSetID)
    const units = await db
      .selectFrom('Unit')
      .select(['Slug', 'SpaceID'])
      .where('ChangeSetID', '=', id)
      .execute()
    const seen = units.find(({ SpaceID }) => may(caller, 'View', SpaceID))
    if (units.length > 0)
      throw new Failure(
        409,
        `ChangeSet ${row.Slug} still has Units, ${seen === undefined ? 'which you may not view' : `such as ${seen.Slug}`}; close it on them first.`,
      )
    const tags = [row.StartTagID, row.EndTagID].filter((tag) => typeof tag === 'string')
    await removeTags(db, caller, tags)
    if (tags.length > 0) await db.deleteFrom('Tag').where('TagID', 'in', tags).execute()
  },
}

async function addBoundary(
  db: Transaction<Tables>,
  caller: Caller,
  SpaceID: string,
  ChangeSetID: string,
  slug: string,
  side: 'start' | 'end',
): Promise<string> {
  const TagID = randomUUID()
  const wanted = withSuffix(slug, `-${side}`)
  const isTaken = await isSlugTaken(db, 'Tag', SpaceID, wanted)
  const now = new Date()
  const Slug = isTaken ? withSuffix(slug, `-${side}-${TagID.slice(0, 8)}`) : wanted
  const owner = { OrganizationID: caller.OrganizationID, SpaceID, ChangeSetID }
  await db
    .insertInto('Tag')
    .values({ ...owner, TagID, Slug, CreatedAt: now, UpdatedAt: now })
    .execute()
  return TagID
}

/** A Slug has at most 128 characters. */
function withSuffix(slug: string, suffix: string): string {
  return slug.slice(0, 128 - suffix.length) + suffix
}
