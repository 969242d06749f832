import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tables } from '#hub/store/tables.ts'

const administrator = 'admin@hubdeck.local'

/** A store without a fleet still needs someone who may sign in. */
export async function addFirstAdministrator(db: Kysely<Tables>, now: Date): Promise<void> {
  const OrganizationID = randomUUID()
  const UserID = randomUUID()
  const times = { CreatedAt: now, UpdatedAt: now }
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('Organization')
      .values({ OrganizationID, Slug: 'embedded', DisplayName: 'Embedded hub', ...times })
      .execute()
    await transaction
      .insertInto('User')
      .values({
        UserID,
        ExternalID: UserID,
        OrganizationID,
        Username: administrator,
        Slug: 'administrator',
        DisplayName: 'Administrator',
        OrgRole: 'admin',
        TokenHash: null,
        TokenExpiresAt: null,
        ...times,
      })
      .execute()
  })
}
