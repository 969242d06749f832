import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // For whom a Link or Trigger acts when nobody asks; NULL = it was made before that was kept, or by a fleet.
  `ALTER TABLE "Link" ADD COLUMN "ActsForUserID" uuid`,
  `ALTER TABLE "Trigger" ADD COLUMN "ActsForUserID" uuid`,
]

export const actingUsers: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
