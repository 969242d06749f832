import { Hono } from 'hono'
import { sql, type Transaction } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { mustMay } from '#hub/access/permissions.ts'
import { atomically } from '#hub/access/transaction.ts'
import { answerList, answerOne } from '#hub/api/http/answer-list.ts'
import { type Api, type Context, type Env, idOf, spaceOf, writerOf } from '#hub/api/http/context.ts'
import { isKnown } from '#hub/api/http/data-answer.ts'
import { mustHaveNoGates, type ResidentKind, removeResident } from '#hub/api/kinds/resident.ts'
import { removeTags } from '#hub/api/kinds/tag.ts'
import { archiveOf } from '#hub/api/releases/release-bundle.ts'
import { changeRelease } from '#hub/api/releases/release-change.ts'
import { contentsOf, lockSpace, publishRelease } from '#hub/api/releases/release-publish.ts'
import { settleReleases } from '#hub/api/releases/release-status.ts'
import type { Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { presentEntity } from '#hub/entities/present.ts'
import { findRow, lockRow, updateRow } from '#hub/entities/rows.ts'
import type { Tables } from '#hub/store/tables.ts'
import { lockUnits } from '#hub/units/lock-units.ts'

const releaseKind: Pick<ResidentKind, 'model' | 'removing'> = {
  model: models.Release,
  removing: async (db, caller, row) => {
    const ReleaseID = String(row.ReleaseID)
    const { rows } = await sql<{ AttestationID: string }>`
      select "AttestationID" from "Attestation" where "ReleaseID" = ${ReleaseID} limit 1`.execute(db)
    if (rows[0] !== undefined)
      throw new Failure(
        409,
        `Release ${row.ReleaseNum} is still used by Attestation ${rows[0].AttestationID}.`,
      )
    await withdraw(db, caller, row)
    await sql`update "Revision" set "Releases" = "Releases" - ${ReleaseID}::text
      where "Releases" ? ${ReleaseID}::text`.execute(db)
    await removeOwnTag(db, caller, row)
  },
}

/** Deletes the Tag that a Release made, unless another Release has been published from it since. */
async function removeOwnTag(db: Transaction<Tables>, caller: Caller, row: Row): Promise<void> {
  const ReleaseID = String(row.ReleaseID)
  const { rows } = await sql<{ TagID: string }>`
    select "TagID" from "Tag" where "ReleaseID" = ${ReleaseID} and not exists (
      select 1 from "Release" where "Release"."TagID" = "Tag"."TagID" and "ReleaseID" <> ${ReleaseID})`.execute(
    db,
  )
  const tags = rows.map(({ TagID }) => TagID)
  if (tags.length === 0) return
  await removeTags(db, caller, tags)
  await db.deleteFrom('Tag').where('TagID', 'in', tags).execute()
}

/** When their Space is deleted. Attestations about them and the Tags that pin them are handled separately. */
export async function removeReleases(
  db: Transaction<Tables>,
  SpaceID: string,
  force: boolean,
): Promise<void> {
  const all = await db.selectFrom('Release').selectAll().where('SpaceID', '=', SpaceID).execute()
  if (!force) for (const row of all) mustHaveNoGates('Release', row)
  const ids = all.map(({ ReleaseID }) => ReleaseID)
  if (ids.length === 0) return
  // Revisions of Units that have been moved to another Space since.
  await sql`update "Revision" set "Releases" = "Releases" - ${ids}::text[]
    where "Releases" ?| ${ids}::text[]`.execute(db)
  await db.deleteFrom('Release').where('SpaceID', '=', SpaceID).execute()
}

/** Releases of a Space's Units to its release Target, which is simulated (contract 4.9, A5). */
export function releases(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  const all = '/space/:space/release'
  const one = `${all}/:id`
  const inSpace = (context: Context) => sql`"Release"."SpaceID" = ${idOf(context, 'space')}`
  const isThis = (context: Context) => sql`"Release"."ReleaseID" = ${idOf(context, 'id')}`
  routes.get('/release', async (context) => context.json(await answerList(api, context, models.Release)))
  routes.get(all, async (context) => {
    await spaceOf(api, context)
    return context.json(await answerList(api, context, models.Release, [inSpace(context)]))
  })
  routes.post(all, (context) => publishRelease(api, context))
  routes.get(one, async (context) =>
    context.json(await answerOne(api, context, models.Release, [inSpace(context), isThis(context)])),
  )
  routes.get(`${one}/data`, (context) => download(api, context))
  routes.on(['PUT', 'PATCH'], one, (context) => changeRelease(api, context))
  routes.post(`${one}/withdraw`, async (context) => {
    const row = await held(api, context, async (db, release) => {
      const caller = context.get('caller')
      mustMay(caller, 'Edit', String(release.SpaceID))
      return withdraw(db, caller, release)
    })
    return context.json(presentEntity(models.Release, row))
  })
  routes.delete(one, async (context) => {
    const caller = writerOf(context)
    const Message = await held(api, context, (db, row) => removeResident(db, caller, releaseKind, row))
    return context.json({ Message })
  })
  return routes
}

/** Works on one Release while nobody else publishes or withdraws in its Space. */
async function held<T>(
  api: Api,
  context: Context,
  work: (db: Transaction<Tables>, row: Row) => Promise<T>,
): Promise<T> {
  const caller = writerOf(context)
  const { SpaceID } = await spaceOf(api, context)
  return atomically(api.db, async (db) => {
    await lockSpace(db, SpaceID)
    const scope = [sql`"Release"."SpaceID" = ${SpaceID}`]
    return work(db, await lockRow(db, caller, models.Release, idOf(context, 'id'), scope))
  })
}

/** A Release with Units that must not be destroyed cannot be withdrawn. A withdrawn Release stays withdrawn. */
async function withdraw(db: Transaction<Tables>, caller: Caller, row: Row): Promise<Row> {
  if (row.Published !== true) return row
  const ReleaseID = String(row.ReleaseID)
  const contents = await contentsOf(db, ReleaseID)
  const units = contents.map(({ UnitID }) => UnitID)
  await lockUnits(db, contents)
  const { rows } = await sql<{ Slug: string }>`
    select "Slug" from "Unit" where "UnitID" = any(${units}::uuid[]) and "DestroyGates" <> '{}'
    order by "Slug" limit 1`.execute(db)
  if (rows[0] !== undefined)
    throw new Failure(422, `Unit ${rows[0].Slug} of Release ${row.ReleaseNum} has destroy gates.`)
  await updateRow(db, models.Release, ReleaseID, { Published: false })
  await settleReleases(db, String(row.SpaceID), String(row.TargetID), units)
  return (await findRow(db, caller, models.Release, ReleaseID)) ?? row
}

/** The archive; its ETag is the Digest of the Release. */
async function download(api: Api, context: Context): Promise<Response> {
  const row = await findRow(api.db, context.get('caller'), models.Release, idOf(context, 'id'))
  if (row?.SpaceID !== idOf(context, 'space')) throw new Failure(404, 'Release not found.')
  if (row.Published !== true) throw new Failure(404, `Release ${row.ReleaseNum} was withdrawn.`)
  const tag = `"${row.Digest}"`
  context.header('ETag', tag)
  if (isKnown(context.req.header('If-None-Match'), tag)) return context.body(null, 304)
  const contents = await contentsOf(api.db, String(row.ReleaseID))
  // Every Release has contents.
  if (contents.length === 0) throw new Failure(404, 'Release not found.')
  const size = Number(row.DataSize)
  const compressed = await isCompressed(api, row)
  const whole =
    size > maxBytesAtOnce
      ? undefined
      : Buffer.concat(
          await Array.fromAsync(archiveOf(api.db, contents, { compressed, atOnce: contents.length })),
        )
  context.header('Content-Type', compressed ? 'application/gzip' : 'application/x-tar')
  context.header('Content-Length', String(size))
  return context.body(whole ?? streamOf(archiveOf(api.db, contents, { compressed })))
}

/** Releases of older hubs keep the plain tar that their Digest was computed from. */
async function isCompressed(api: Api, { ReleaseID }: Row): Promise<boolean> {
  const { Compressed } = await api.db
    .selectFrom('Release')
    .select('Compressed')
    .where('ReleaseID', '=', String(ReleaseID))
    .executeTakeFirstOrThrow()
  return Compressed
}

/** Releases up to this size are read whole before answering, so that one deleted in between is a 404, not a torn archive. */
const maxBytesAtOnce = 8_388_608

function streamOf(pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await pieces.next()
      if (done === true) controller.close()
      else controller.enqueue(value)
    },
    cancel: async () => {
      await pieces.return(undefined)
    },
  })
}
