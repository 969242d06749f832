import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Units by a label, over a fleet of tens of thousands. */
export const labelIndex: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(`CREATE INDEX "Unit_Labels" ON "Unit" USING gin ("Labels" jsonb_path_ops)`).execute(db)
  },
}
