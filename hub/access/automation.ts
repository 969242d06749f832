import type { Kysely } from 'kysely'
import { type Caller, callerById } from '#hub/access/caller.ts'
import type { Tables } from '#hub/store/tables.ts'
import { zeroId } from '#lib/base/uuid.ts'

/** Who ConfigHub names when nobody did it: triggers, links, bots without a user (contract 4). */
export const automationId = zeroId

type Deferred = { readonly OrganizationID: string; readonly ActsForUserID: string | null }

/**
 * Whoever a Link or Trigger acts for, with the rights he has now, and not those he had when he made it. What it writes
 * is by nobody (contract 4.4). Undefined = he is gone, so it may do nothing. One that was made before this was
 * kept, or by a fleet, may do what any editor may, and nothing in a Space that lists who may.
 */
export async function actingFor(
  db: Kysely<Tables>,
  { OrganizationID, ActsForUserID }: Deferred,
): Promise<Caller | undefined> {
  const caller = await callerById(db, OrganizationID, ActsForUserID)
  return caller === undefined ? undefined : { ...caller, author: automationId }
}
