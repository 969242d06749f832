import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { residentColumns } from '#hub/store/migrations/entity-columns.ts'

const goneFromTargets = [
  'ToolchainType',
  'ProviderType',
  'BridgeWorkerID',
  'BridgeHandle',
  'ConfigTypes',
  'LiveStateType',
  'Options',
  'Parameters',
]

const statements = [
  ...goneFromTargets.map((column) => `ALTER TABLE "Target" DROP COLUMN "${column}"`),
  // Of functions of bridge workers only.
  `ALTER TABLE "Trigger" DROP COLUMN "FailOpenAfter"`,
  // A list of reasons instead of a flag.
  `ALTER TABLE "Filter" ALTER COLUMN "IncludeHidden" DROP DEFAULT`,
  `ALTER TABLE "Filter" ALTER COLUMN "IncludeHidden" TYPE text USING CASE WHEN "IncludeHidden" THEN '*' ELSE '' END`,
  `ALTER TABLE "Filter" ALTER COLUMN "IncludeHidden" SET DEFAULT ''`,
  // A map of what was passed instead of a flag; what ran and did not fail has passed.
  `ALTER TABLE "Revision" DROP COLUMN "ValidationPassed"`,
  `ALTER TABLE "Revision" ADD COLUMN "ValidationPassed" jsonb NOT NULL DEFAULT '{}'`,
  `UPDATE "Revision" SET "ValidationPassed" = (
    SELECT coalesce(jsonb_object_agg(key, true), '{}') FROM jsonb_object_keys("ValidationResults") AS key
    WHERE NOT jsonb_exists("ValidationErrors", key) AND NOT jsonb_exists("ValidationWarnings", key))
    WHERE "ValidationResults" <> '{}'`,
  `CREATE TABLE "BridgeWorker" (${residentColumns('BridgeWorker')},
    "Condition" text NOT NULL,
    "OrgRole" text NOT NULL DEFAULT '',
    UNIQUE ("SpaceID", "Slug"))`,
]

export const version0812: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
