import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // ConfigHub compares them as ids. No hub has filled them so far.
  `ALTER TABLE "User" ALTER COLUMN "ExternalID" DROP DEFAULT`,
  `ALTER TABLE "User" ALTER COLUMN "ExternalID" DROP NOT NULL`,
  `ALTER TABLE "User" ALTER COLUMN "ExternalID" TYPE uuid USING NULL`,
]

export const externalUserIds: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
