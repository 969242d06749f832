import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // Documents that are not YAML get rows with their next write.
  `ALTER TABLE "Resource" ADD COLUMN "Format" text NOT NULL DEFAULT ''`,
  `ALTER TABLE "Resource" DROP CONSTRAINT "Resource_pkey"`,
  `ALTER TABLE "Resource" ADD PRIMARY KEY ("DataHash", "Format", "ResourceIndex")`,
]

export const resourceFormats: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
