import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // The Release that made the Tag. It refers to it without a constraint, as ChangeSetID does to its ChangeSet.
  `ALTER TABLE "Tag" ADD COLUMN "ReleaseID" uuid`,
  `ALTER TABLE "Release" ADD COLUMN "BundleBaseName" text NOT NULL DEFAULT ''`,
  // Numbers are those of the Target, whichever Space publishes to it.
  `ALTER TABLE "Release" DROP CONSTRAINT "Release_SpaceID_ReleaseNum_key"`,
  `CREATE INDEX "Release_TargetID_ReleaseNum" ON "Release" ("TargetID", "ReleaseNum")`,
  // Those published before keep their bytes, and with them their Digest: a plain tar.
  `ALTER TABLE "Release" ADD COLUMN "Compressed" boolean NOT NULL DEFAULT false`,
  // Every Release has a Tag.
  `INSERT INTO "Tag" ("TagID", "OrganizationID", "SpaceID", "Slug", "ReleaseID", "CreatedAt", "UpdatedAt")
    SELECT gen_random_uuid(), "OrganizationID", "SpaceID",
      'release-' || "ReleaseNum" || CASE WHEN EXISTS (
        SELECT 1 FROM "Tag" AS taken
        WHERE taken."SpaceID" = "Release"."SpaceID" AND taken."Slug" = 'release-' || "Release"."ReleaseNum")
        THEN '-' || "ReleaseID" ELSE '' END,
      "ReleaseID", "CreatedAt", "UpdatedAt"
    FROM "Release" WHERE "TagID" IS NULL`,
  `UPDATE "Release" SET "TagID" = "Tag"."TagID" FROM "Tag" WHERE "Tag"."ReleaseID" = "Release"."ReleaseID"`,
  `UPDATE "Revision" SET "Tags" = "Revision"."Tags" || added."Tags" FROM (
      SELECT content."RevisionID", jsonb_object_agg("Tag"."TagID", '') AS "Tags"
      FROM "ReleaseContent" AS content JOIN "Tag" ON "Tag"."ReleaseID" = content."ReleaseID"
      GROUP BY content."RevisionID") AS added
    WHERE added."RevisionID" = "Revision"."RevisionID"`,
]

export const releaseTags: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
