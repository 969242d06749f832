import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // What a Release bundled. Neither refers to the Unit nor to its Revision: a Release outlives both.
  `CREATE TABLE "ReleaseContent" (
    "ReleaseID" uuid NOT NULL REFERENCES "Release" ("ReleaseID") ON DELETE CASCADE,
    "Path" text COLLATE "C" NOT NULL,
    "UnitID" uuid NOT NULL,
    "RevisionID" uuid NOT NULL,
    "RevisionNum" integer NOT NULL,
    "DataHash" text NOT NULL,
    PRIMARY KEY ("ReleaseID", "Path"))`,
  `CREATE INDEX "ReleaseContent_UnitID" ON "ReleaseContent" ("UnitID")`,
]

export const releaseContents: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
