import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

// Columns every stored entity has (contract 4.1). Text is '' and maps are {} when empty, never NULL.
const common = `
  "OrganizationID" uuid NOT NULL,
  "Slug" text COLLATE "C" NOT NULL,
  "DisplayName" text NOT NULL DEFAULT '',
  "Labels" jsonb NOT NULL DEFAULT '{}',
  "Annotations" jsonb NOT NULL DEFAULT '{}',
  "DeleteGates" jsonb NOT NULL DEFAULT '{}',
  "CreatedAt" timestamptz NOT NULL,
  "UpdatedAt" timestamptz NOT NULL,
  "Version" integer NOT NULL DEFAULT 1`

const statements = [
  `CREATE TABLE "Organization" (${common},
    "EmailDomain" text NOT NULL DEFAULT '',
    "ExternalID" text NOT NULL DEFAULT '',
    PRIMARY KEY ("OrganizationID"))`,

  `CREATE TABLE "User" (
    "UserID" uuid PRIMARY KEY,
    "OrganizationID" uuid NOT NULL,
    "Username" text NOT NULL,
    "Slug" text NOT NULL,
    "DisplayName" text NOT NULL,
    "ExternalID" text NOT NULL DEFAULT '',
    "OrgRole" text NOT NULL,
    "TokenHash" text UNIQUE,
    "TokenExpiresAt" timestamptz,
    "CreatedAt" timestamptz NOT NULL,
    "UpdatedAt" timestamptz NOT NULL)`,

  `CREATE TABLE "Space" (${common},
    "SpaceID" uuid PRIMARY KEY,
    "ReleaseTargetID" uuid,
    "UpstreamSpaceID" uuid,
    UNIQUE ("OrganizationID", "Slug"))`,

  `CREATE TABLE "Document" (
    "DataHash" text PRIMARY KEY,
    "Data" bytea NOT NULL,
    "DataSize" integer NOT NULL)`,

  `CREATE TABLE "Resource" (
    "DataHash" text NOT NULL REFERENCES "Document" ("DataHash") ON DELETE CASCADE,
    "ResourceIndex" integer NOT NULL,
    "ResourceType" text NOT NULL,
    "ResourceName" text NOT NULL,
    "Data" jsonb NOT NULL,
    PRIMARY KEY ("DataHash", "ResourceIndex"))`,

  `CREATE TABLE "Unit" (${common},
    "UnitID" uuid PRIMARY KEY,
    "SpaceID" uuid NOT NULL REFERENCES "Space" ("SpaceID"),
    "ToolchainType" text NOT NULL,
    "ProviderType" text NOT NULL DEFAULT '',
    "TargetID" uuid,
    "DataHash" text NOT NULL REFERENCES "Document" ("DataHash"),
    "DataSize" integer NOT NULL,
    "HeadRevisionNum" integer NOT NULL,
    "HeadRevisionID" uuid,
    "HeadMutationNum" integer NOT NULL DEFAULT 0,
    "LastChangeDescription" text NOT NULL DEFAULT '',
    "LastReleasedRevisionNum" integer NOT NULL DEFAULT 0,
    "UpstreamUnitID" uuid,
    "UpstreamSpaceID" uuid,
    "UpstreamRevisionNum" integer NOT NULL DEFAULT 0,
    "ChangeSetID" uuid,
    "DestroyGates" jsonb NOT NULL DEFAULT '{}',
    "ValidationErrors" jsonb NOT NULL DEFAULT '{}',
    "ValidationWarnings" jsonb NOT NULL DEFAULT '{}',
    UNIQUE ("SpaceID", "Slug"))`,
  `CREATE INDEX "Unit_Slug" ON "Unit" ("OrganizationID", "Slug", "UnitID")`,
  `CREATE INDEX "Unit_DataHash" ON "Unit" ("DataHash")`,
  `CREATE INDEX "Unit_UpstreamUnitID" ON "Unit" ("UpstreamUnitID")`,

  `CREATE TABLE "Revision" (
    "RevisionID" uuid PRIMARY KEY,
    "OrganizationID" uuid NOT NULL,
    "SpaceID" uuid NOT NULL,
    "UnitID" uuid NOT NULL REFERENCES "Unit" ("UnitID") ON DELETE CASCADE,
    "RevisionNum" integer NOT NULL,
    "Description" text NOT NULL DEFAULT '',
    "Source" text NOT NULL,
    "UserID" uuid NOT NULL,
    "UserAgent" text NOT NULL DEFAULT '',
    "DataHash" text NOT NULL REFERENCES "Document" ("DataHash"),
    "DataSize" integer NOT NULL,
    "ChangeSetID" uuid,
    "Tags" jsonb NOT NULL DEFAULT '{}',
    "CreatedAt" timestamptz NOT NULL,
    "UpdatedAt" timestamptz NOT NULL,
    UNIQUE ("UnitID", "RevisionNum"))`,
  `CREATE INDEX "Revision_CreatedAt" ON "Revision" ("OrganizationID", "CreatedAt")`,
  `CREATE INDEX "Revision_UserID" ON "Revision" ("UserID", "CreatedAt")`,
  `CREATE INDEX "Revision_Tags" ON "Revision" USING gin ("Tags")`,

  `CREATE TABLE "Mutation" (
    "MutationID" uuid PRIMARY KEY,
    "OrganizationID" uuid NOT NULL,
    "SpaceID" uuid NOT NULL,
    "UnitID" uuid NOT NULL REFERENCES "Unit" ("UnitID") ON DELETE CASCADE,
    "MutationNum" integer NOT NULL,
    "RevisionID" uuid NOT NULL,
    "RevisionNum" integer NOT NULL,
    "FunctionInvocation" jsonb NOT NULL DEFAULT '{}',
    "RestoredRevisionNum" integer NOT NULL DEFAULT 0,
    "UpgradedFromUpstreamRevisionNum" integer NOT NULL DEFAULT 0,
    "MergeSourceID" uuid,
    "Subgroup" text NOT NULL DEFAULT '',
    "CreatedAt" timestamptz NOT NULL,
    "UpdatedAt" timestamptz NOT NULL,
    UNIQUE ("UnitID", "MutationNum"))`,

  `CREATE TABLE "Tag" (${common},
    "TagID" uuid PRIMARY KEY,
    "SpaceID" uuid NOT NULL REFERENCES "Space" ("SpaceID"),
    "ChangeSetID" uuid,
    UNIQUE ("SpaceID", "Slug"))`,

  `CREATE TABLE "Meta" ("Key" text PRIMARY KEY, "Value" text NOT NULL)`,
]

export const firstTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
