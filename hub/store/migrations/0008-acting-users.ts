import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // The user an automatic Link or a Trigger acts for; NULL = made before this was recorded, or by a fleet.
  `ALTER TABLE "Link" ADD COLUMN "ActsForUserID" uuid`,
  `ALTER TABLE "Trigger" ADD COLUMN "ActsForUserID" uuid`,
]

export const actingUsers: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
