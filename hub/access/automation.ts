import type { Kysely } from 'kysely'
import { type Caller, callerById } from '#hub/access/caller.ts'
import type { Tables } from '#hub/store/tables.ts'
import { zeroId } from '#lib/base/uuid.ts'

/** The author that ConfigHub records for triggers, links and bots without a user (contract 4). */
export const automationId = zeroId

type Deferred = { readonly OrganizationID: string; readonly ActsForUserID: string | null }

/**
 * The user a Link or Trigger acts for, with their current permissions, not those they had when they made it. The author
 * of what it writes is nobody (contract 4.4). Undefined means that the user no longer exists, so it may do nothing. A
 * Link or Trigger of a fleet, or from before the user was recorded, may do what any editor may, except in Spaces with
 * Permissions of their own.
 */
export async function actingFor(
  db: Kysely<Tables>,
  { OrganizationID, ActsForUserID }: Deferred,
): Promise<Caller | undefined> {
  const caller = await callerById(db, OrganizationID, ActsForUserID)
  return caller === undefined ? undefined : { ...caller, author: automationId }
}
