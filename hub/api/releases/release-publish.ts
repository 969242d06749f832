import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import { Failure } from '#hub/access/failure.ts'
import { mustMay } from '#hub/access/permissions.ts'
import { inTransaction } from '#hub/access/transaction.ts'
import { type Api, type Context, jsonOf, spaceOf, writerOf } from '#hub/api/http/context.ts'
import { withinQuota } from '#hub/api/http/quota.ts'
import { type Content, chooseContents, digestsOf } from '#hub/api/releases/release-bundle.ts'
import { newestReleases, settleReleases } from '#hub/api/releases/release-status.ts'
import type { Row } from '#hub/entities/fields.ts'
import { isSlugTaken } from '#hub/entities/lock-slug.ts'
import { models } from '#hub/entities/models/models.ts'
import { presentEntity } from '#hub/entities/present.ts'
import { findRow, insertRow, mustExist } from '#hub/entities/rows.ts'
import { check, optionalUuid, residentFields } from '#hub/entities/validate.ts'
import { isGiven } from '#hub/functions/prepare-call.ts'
import type { Tables, TagTable } from '#hub/store/tables.ts'
import { tagRevision } from '#hub/units/write-unit.ts'

const { Labels, Annotations, DeleteGates } = residentFields

/** `ReleasePublishRequest` (contract 4.9) */
const PublishRequest = z.object({
  TagID: optionalUuid,
  BundleBaseName: z
    .string()
    .max(128)
    .regex(/^([A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?)?$/, 'letters, digits, - _ . inside, at most 128')
    .default(''),
  Labels,
  Annotations,
  DeleteGates,
  ChangeOrderID: z.unknown().optional(),
  Permissions: z.unknown().optional(),
  PriorRevisions: z.unknown().optional(),
  DryRun: z.boolean().default(false),
})
type PublishRequest = z.infer<typeof PublishRequest>

/** `POST /space/{s}/release`: returns the last published Release when nothing has changed (contract A5). */
export async function publishRelease(api: Api, context: Context): Promise<Response> {
  const caller = writerOf(context)
  const request = check(PublishRequest, (await jsonOf(context)) ?? {})
  for (const name of ['ChangeOrderID', 'Permissions', 'PriorRevisions'] as const)
    if (isGiven(request[name]))
      throw new Failure(501, `${name} of publishing a Release is not implemented by the embedded hub.`)
  const { SpaceID } = await spaceOf(api, context, 'Edit')
  return context.json(
    await inTransaction(api.db, request.DryRun, async (db) => {
      const space = await lockSpace(db, SpaceID)
      const TargetID = await releaseTarget(db, context, space)
      await mustExist(db, caller, models.Tag, request.TagID, 'TagID')
      const contents = await chooseContents(db, SpaceID, TargetID, request.TagID)
      const same = await unchanged(db, SpaceID, TargetID, request, contents)
      if (same !== undefined) {
        const Release = presentEntity(
          models.Release,
          (await findRow(db, caller, models.Release, same.ReleaseID)) ?? {},
        )
        return { Release, Message: `Nothing changed since Release ${Release.ReleaseNum}.` }
      }
      await withinQuota(api, db, caller, 'Release')
      return {
        Release: presentEntity(
          models.Release,
          await addRelease(db, context, { ...space, TargetID }, request, contents),
        ),
      }
    }),
  )
}

type SpaceRow = { readonly SpaceID: string; readonly Slug: string; readonly ReleaseTargetID: string | null }

/** Only one request at a time publishes, withdraws or deletes in a Space. */
export async function lockSpace(db: Transaction<Tables>, SpaceID: string): Promise<SpaceRow> {
  const { rows } = await sql<SpaceRow>`
    select "SpaceID", "Slug", "ReleaseTargetID" from "Space" where "SpaceID" = ${SpaceID} for no key update`.execute(
    db,
  )
  if (rows[0] === undefined) throw new Failure(404, 'Space not found.')
  return rows[0]
}

/** Locked, because other Spaces may publish to the same Target, whose numbers have neither gaps nor repeats. */
async function releaseTarget(
  db: Transaction<Tables>,
  context: Context,
  { Slug, ReleaseTargetID }: SpaceRow,
): Promise<string> {
  if (ReleaseTargetID === null)
    throw new Failure(422, `Space ${Slug} has no release Target. Set its ReleaseTargetID first.`)
  const caller = context.get('caller')
  const target = await mustExist(db, caller, models.Target, ReleaseTargetID, 'ReleaseTargetID')
  mustMay(caller, 'Use', String(target?.SpaceID))
  await sql`select 1 from "Target" where "TargetID" = ${ReleaseTargetID} for no key update`.execute(db)
  return ReleaseTargetID
}

/** The last published Release, if a new one would hold the same revisions under the same Tag. */
async function unchanged(
  db: Transaction<Tables>,
  SpaceID: string,
  TargetID: string,
  { TagID }: PublishRequest,
  contents: readonly Content[],
) {
  const last = await newestReleases(db, SpaceID)
    .select(['ReleaseID', 'ReleaseNum', 'TargetID', 'TagID'])
    .where('Published', '=', true)
    .limit(1)
    .executeTakeFirst()
  if (last === undefined || last.TargetID !== TargetID || (TagID ?? last.TagID) !== last.TagID)
    return undefined
  const before = await contentsOf(db, last.ReleaseID)
  const key = ({ RevisionID, Path }: Content) => `${RevisionID} ${Path}`
  return before.map(key).join() === contents.map(key).join() ? last : undefined
}

/** What a Release holds, in the order of the archive. */
export async function contentsOf(db: Transaction<Tables> | Api['db'], ReleaseID: string): Promise<Content[]> {
  return db
    .selectFrom('ReleaseContent')
    .select(['Path', 'UnitID', 'RevisionID', 'RevisionNum', 'DataHash'])
    .where('ReleaseID', '=', ReleaseID)
    .orderBy('Path')
    .execute()
}

async function addRelease(
  db: Transaction<Tables>,
  context: Context,
  space: SpaceRow & { readonly TargetID: string },
  request: PublishRequest,
  contents: readonly Content[],
): Promise<Row> {
  const { OrganizationID, UserID } = context.get('caller')
  const ReleaseID = randomUUID()
  const { SpaceID, TargetID } = space
  const { rows } = await sql<{ next: number }>`
    select coalesce(max("ReleaseNum"), 0)::int + 1 as next from "Release" where "TargetID" = ${TargetID}`.execute(
    db,
  )
  const ReleaseNum = rows[0]?.next ?? 1
  const now = new Date()
  const BundleBaseName = baseName(space, request, contents)
  const owner = { ReleaseID, OrganizationID, SpaceID, CreatedAt: now, UpdatedAt: now }
  await insertRow(db, models.Release, {
    ...owner,
    Slug: await freeSlug(db, 'Release', SpaceID, ReleaseNum, ReleaseID),
    ReleaseNum,
    TargetID,
    TagID: request.TagID ?? (await addTag(db, owner, ReleaseNum, contents)),
    BundleBaseName,
    Compressed: true,
    UnitCount: contents.length,
    Published: true,
    ...(await digestsOf(db, contents, BundleBaseName)),
    UserID,
    Labels: request.Labels,
    Annotations: request.Annotations,
    DeleteGates: request.DeleteGates,
  })
  await db
    .insertInto('ReleaseContent')
    .values(contents.map((content) => ({ ...content, ReleaseID })))
    .execute()
  const revisions = contents.map(({ RevisionID }) => RevisionID)
  await sql`update "Revision" set "Releases" = "Releases" || ${JSON.stringify({ [ReleaseID]: '' })}::jsonb
    where "RevisionID" = any(${revisions}::uuid[])`.execute(db)
  const units = contents.map(({ UnitID }) => UnitID)
  await settleReleases(db, SpaceID, TargetID, units)
  return (await findRow(db, context.get('caller'), models.Release, ReleaseID)) ?? {}
}

/** Tags the revisions that a Release bundles, when the request named no Tag (contract A5). */
async function addTag(
  db: Transaction<Tables>,
  owner: Pick<TagTable, 'OrganizationID' | 'SpaceID' | 'ReleaseID'> & { CreatedAt: Date; UpdatedAt: Date },
  ReleaseNum: number,
  contents: readonly Content[],
): Promise<string> {
  const TagID = randomUUID()
  const Slug = await freeSlug(db, 'Tag', owner.SpaceID, ReleaseNum, TagID)
  await insertRow(db, models.Tag, { ...owner, TagID, Slug })
  for (const { RevisionID } of contents) await tagRevision(db, RevisionID, TagID)
  return TagID
}

/** A Slug already taken, by hand or by the same number of another Target, must not prevent publishing. */
async function freeSlug(
  db: Transaction<Tables>,
  table: 'Release' | 'Tag',
  SpaceID: string,
  ReleaseNum: number,
  id: string,
): Promise<string> {
  const slug = `release-${ReleaseNum}`
  return (await isSlugTaken(db, table, SpaceID, slug)) ? `${slug}-${id}` : slug
}

/** The name in the archive's manifest: the Unit's if there is only one, else the Space's. */
function baseName(space: SpaceRow, request: PublishRequest, contents: readonly Content[]): string {
  if (request.BundleBaseName !== '') return request.BundleBaseName
  const [first] = contents
  return contents.length === 1 && first !== undefined ? first.Path.replace(/\.[^.]*$/, '') : space.Slug
}
