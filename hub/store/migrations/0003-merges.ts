import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // The typed values behind Unit.Conflicts, in the same order: MutationInfo only carries them as text.
  `ALTER TABLE "Unit" ADD COLUMN "WithheldValues" jsonb NOT NULL DEFAULT '[]'`,
  // The last document that each external source delivered; the next one is compared with it.
  `CREATE TABLE "ExternalSource" (
    "UnitID" uuid NOT NULL REFERENCES "Unit" ("UnitID") ON DELETE CASCADE,
    "Name" text NOT NULL,
    "DataHash" text NOT NULL REFERENCES "Document" ("DataHash"),
    PRIMARY KEY ("UnitID", "Name"))`,
]

export const merges: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
