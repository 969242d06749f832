import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // Units whose Triggers have yet to run. A row is added and deleted together with the gate `awaiting/triggers`.
  `CREATE TABLE "TriggerRun" (
    "UnitID" uuid PRIMARY KEY REFERENCES "Unit" ("UnitID") ON DELETE CASCADE,
    "Event" text NOT NULL,
    "RequestedAt" timestamptz NOT NULL)`,
  `CREATE INDEX "TriggerRun_RequestedAt" ON "TriggerRun" ("RequestedAt")`,
]

export const triggerRuns: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
