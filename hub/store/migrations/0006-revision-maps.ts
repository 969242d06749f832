import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // The planner does not know that `Releases ? 'id'` excludes empty maps, so it never used an index without them.
  `DROP INDEX "Revision_Releases"`,
  `CREATE INDEX "Revision_Releases" ON "Revision" USING gin ("Releases")`,
  `CREATE INDEX "Revision_Attestations" ON "Revision" USING gin ("Attestations")`,
]

export const revisionMaps: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
