import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // The values a stored Invocation was run with.
  `ALTER TABLE "Mutation" ADD COLUMN "InvocationParams" jsonb NOT NULL DEFAULT '{}'`,
  `ALTER TABLE "Link" ADD COLUMN "UpstreamPaths" jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN "UpstreamGetters" jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN "DownstreamPaths" jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN "DownstreamSetters" jsonb NOT NULL DEFAULT '[]'`,
  // Links with AutoUpdate whose upstream Unit has something that they may not have taken yet.
  `CREATE TABLE "LinkUpdate" (
    "LinkID" uuid PRIMARY KEY REFERENCES "Link" ("LinkID") ON DELETE CASCADE,
    "RequestedAt" timestamptz NOT NULL)`,
  `CREATE INDEX "LinkUpdate_RequestedAt" ON "LinkUpdate" ("RequestedAt")`,
]

export const linkUpdates: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
