import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** A value as text; text stays as it is. */
const asText = (table: string) => `UPDATE "${table}" SET "Values" = (
  SELECT jsonb_object_agg(key, CASE WHEN jsonb_typeof(value) = 'string' THEN value ELSE to_jsonb(value::text) END)
  FROM jsonb_each("Values")) WHERE "Values" <> '{}'`

const statements = [
  `ALTER TABLE "Link" ADD COLUMN "ManualBindings" jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN "Bindings" jsonb NOT NULL DEFAULT '[]'`,
  `ALTER TABLE "Mutation" ADD COLUMN "ProvidedPath" text NOT NULL DEFAULT '',
    ADD COLUMN "ProvidedResource" jsonb NOT NULL DEFAULT '{}'`,
  asText('Unit'),
  asText('Revision'),
  // Every clone has a Link to its upstream unit.
  `INSERT INTO "Link" ("LinkID", "OrganizationID", "SpaceID", "Slug", "FromUnitID", "ToUnitID", "ToSpaceID", "UpdateType",
      "UpstreamLastMergedRevisionNum", "DownstreamLastMergedRevisionNum", "CreatedAt", "UpdatedAt")
    SELECT gen_random_uuid(), clone."OrganizationID", clone."SpaceID", 'upgrade-' || left(clone."Slug", 120), clone."UnitID",
      upstream."UnitID", upstream."SpaceID", 'UpgradeUnit', clone."UpstreamRevisionNum", clone."HeadRevisionNum",
      clone."CreatedAt", clone."CreatedAt"
    FROM "Unit" AS clone JOIN "Unit" AS upstream ON upstream."UnitID" = clone."UpstreamUnitID"
    WHERE NOT EXISTS (SELECT FROM "Link" WHERE "UpdateType" = 'UpgradeUnit' AND "FromUnitID" = clone."UnitID"
      AND "ToUnitID" = upstream."UnitID")
    ON CONFLICT DO NOTHING`,
  `UPDATE "Unit" SET "FromLinkID" = own.ids
    FROM (SELECT "FromUnitID", jsonb_agg("LinkID" ORDER BY "LinkID") AS ids FROM "Link" GROUP BY "FromUnitID") AS own
    WHERE own."FromUnitID" = "Unit"."UnitID" AND "FromLinkID" <> own.ids`,
]

export const upgradeLinks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
