import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { metadataColumns } from '#hub/store/migrations/entity-columns.ts'

const statements = [
  `CREATE TABLE "ServiceAccount" (
    "ServiceAccountID" uuid PRIMARY KEY,
    "OrganizationID" uuid NOT NULL,
    "UserID" uuid NOT NULL UNIQUE REFERENCES "User" ("UserID") ON DELETE CASCADE,${metadataColumns},
    "OrgRole" text NOT NULL,
    "Permissions" jsonb NOT NULL DEFAULT '{}',
    "CreatedAt" timestamptz NOT NULL,
    "UpdatedAt" timestamptz NOT NULL,
    "Version" integer NOT NULL DEFAULT 1,
    UNIQUE ("OrganizationID", "Slug"))`,
  // An assertion names its key and nothing else, so a key belongs to one User of one organization.
  `CREATE TABLE "UserKey" (
    "UserKeyID" uuid PRIMARY KEY,
    "UserID" uuid NOT NULL REFERENCES "User" ("UserID") ON DELETE CASCADE,
    "Kid" text COLLATE "C" NOT NULL UNIQUE,
    "PublicJWK" jsonb NOT NULL,
    "Description" text NOT NULL DEFAULT '',
    "CreatedAt" timestamptz NOT NULL,
    "LastUsedAt" timestamptz)`,
  `CREATE INDEX "UserKey_UserID" ON "UserKey" ("UserID")`,
  // Deleting a key ends the sessions opened with it. An assertion opens one session.
  `CREATE TABLE "Session" (
    "TokenHash" text PRIMARY KEY,
    "UserKeyID" uuid NOT NULL REFERENCES "UserKey" ("UserKeyID") ON DELETE CASCADE,
    "AssertionID" text NOT NULL,
    "ExpiresAt" timestamptz NOT NULL,
    UNIQUE ("UserKeyID", "AssertionID"))`,
  `CREATE INDEX "Session_ExpiresAt" ON "Session" ("ExpiresAt")`,
  // Assertions name a User by it. Without an identity provider a User has no other id.
  `UPDATE "User" SET "ExternalID" = "UserID" WHERE "ExternalID" IS NULL`,
]

export const serviceAccounts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
