import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  `CREATE TABLE "ReviewComment" (
    "ReviewCommentID" uuid PRIMARY KEY,
    "OrganizationID" uuid NOT NULL,
    "SpaceID" uuid NOT NULL,
    "UnitID" uuid NOT NULL REFERENCES "Unit" ("UnitID") ON DELETE CASCADE,
    "RevisionID" uuid NOT NULL,
    "RevisionNum" integer NOT NULL,
    "ReplyToID" uuid,
    "Resource" jsonb NOT NULL DEFAULT '{}',
    "Path" text NOT NULL DEFAULT '',
    "Text" text NOT NULL,
    "UserID" uuid NOT NULL,
    "UserAgent" text NOT NULL DEFAULT '',
    "HiddenReason" text NOT NULL DEFAULT '',
    "CreatedAt" timestamptz NOT NULL,
    "UpdatedAt" timestamptz NOT NULL,
    "Version" integer NOT NULL DEFAULT 1)`,
  `CREATE INDEX "ReviewComment_UnitID" ON "ReviewComment" ("UnitID")`,
  `CREATE INDEX "ReviewComment_SpaceID" ON "ReviewComment" ("SpaceID")`,
  `CREATE INDEX "ReviewComment_ReplyToID" ON "ReviewComment" ("ReplyToID") WHERE "ReplyToID" IS NOT NULL`,
]

export const reviewComments: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
