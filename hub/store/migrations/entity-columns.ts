// Columns that tables of several migrations have. What is written here never changes: a table may have been made with it.

/** What people write about an entity. Text is '' and maps and lists are empty when nothing is there, ids are NULL. */
export const metadataColumns = `
    "Slug" text COLLATE "C" NOT NULL,
    "DisplayName" text NOT NULL DEFAULT '',
    "Labels" jsonb NOT NULL DEFAULT '{}',
    "Annotations" jsonb NOT NULL DEFAULT '{}',
    "DeleteGates" jsonb NOT NULL DEFAULT '{}',
    "HiddenReason" text NOT NULL DEFAULT ''`

/** Of an entity that lives in a Space (contract 4.1). */
export function residentColumns(table: string): string {
  return `
    "${table}ID" uuid PRIMARY KEY,
    "OrganizationID" uuid NOT NULL,
    "SpaceID" uuid NOT NULL REFERENCES "Space" ("SpaceID"),${metadataColumns},
    "CreatedAt" timestamptz NOT NULL,
    "UpdatedAt" timestamptz NOT NULL,
    "Version" integer NOT NULL DEFAULT 1`
}
