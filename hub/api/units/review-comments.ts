import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { type RawBuilder, sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { mustMay } from '#hub/access/permissions.ts'
import { atomically, inTransaction } from '#hub/access/transaction.ts'
import { answerList, answerOne } from '#hub/api/http/answer-list.ts'
import {
  type Api,
  type Context,
  type Env,
  idOf,
  jsonOf,
  queryOf,
  withinQuota,
  writerOf,
} from '#hub/api/http/context.ts'
import { eachItem } from '#hub/api/http/each-item.ts'
import { selectedRows } from '#hub/api/http/selected-rows.ts'
import { bodyOf } from '#hub/api/kinds/resident.ts'
import type { Row } from '#hub/entities/fields.ts'
import { mergePatch } from '#hub/entities/merge-patch.ts'
import { mustBeVersion } from '#hub/entities/metadata.ts'
import { models } from '#hub/entities/models/models.ts'
import { presentEntity } from '#hub/entities/present.ts'
import { findRow, insertRow, lockRow, updateRow } from '#hub/entities/rows.ts'
import { check, JsonMap, optionalUuid, residentFields } from '#hub/entities/validate.ts'
import { flag } from '#hub/query/query-parameters.ts'
import type { Tables } from '#hub/store/tables.ts'

const model = models.ReviewComment
const name = z.string().max(1024).optional()

/** The writable part of a ReviewComment (contract 4.11). */
const schema = z.object({
  RevisionNum: z.int().min(1),
  ReplyToID: optionalUuid,
  Resource: z
    .object({ ResourceCategory: name, ResourceName: name, ResourceNameStableCore: name, ResourceType: name })
    .default({}),
  Path: z.string().max(8192).default(''),
  Text: z.string().min(1).max(65_536),
  HiddenReason: residentFields.HiddenReason,
})
type Body = z.infer<typeof schema>

const all = '/space/:space/unit/:unit/review_comment'
const one = `${all}/:id`

/** What people say about Revisions of a Unit in review (contract 4.11). */
export function reviewComments(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/review_comment', async (context) => context.json(await answerList(api, context, model)))
  routes.get(all, async (context) => {
    const unit = await findRow(api.db, context.get('caller'), models.Unit, idOf(context, 'unit'))
    if (unit?.SpaceID !== idOf(context, 'space')) throw new Failure(404, 'Unit not found.')
    return context.json(await answerList(api, context, model, ofUnit(context)))
  })
  routes.get(one, async (context) => {
    const isThis = sql`"ReviewComment"."ReviewCommentID" = ${idOf(context, 'id')}`
    return context.json(await answerOne(api, context, model, [...ofUnit(context), isThis]))
  })
  routes.post(all, (context) => createOne(api, context))
  routes.on(['PUT', 'PATCH'], one, (context) => changeOne(api, context))
  routes.delete(one, async (context) => {
    const caller = writerOf(context)
    const Message = await atomically(api.db, async (db) =>
      remove(db, caller, await lockRow(db, caller, model, idOf(context, 'id'), ofUnit(context))),
    )
    return context.json({ Message })
  })
  routes.patch('/review_comment', (context) => patchMany(api, context))
  routes.delete('/review_comment', async (context) => {
    const caller = writerOf(context)
    const rows = await selectedRows(api, context, model)
    // Answers go before what they answer.
    const newestFirst = rows.toSorted((a, b) => (String(a.CreatedAt) < String(b.CreatedAt) ? 1 : -1))
    return eachItem(context, model, newestFirst, async (row) => ({
      Message: await atomically(api.db, async (db) =>
        remove(db, caller, await lockRow(db, caller, model, String(row.ReviewCommentID))),
      ),
    }))
  })
  return routes
}

function ofUnit(context: Context): RawBuilder<unknown>[] {
  return [
    sql`"ReviewComment"."SpaceID" = ${idOf(context, 'space')}`,
    sql`"ReviewComment"."UnitID" = ${idOf(context, 'unit')}`,
  ]
}

async function createOne(api: Api, context: Context): Promise<Response> {
  const caller = writerOf(context)
  const body = check(schema, await jsonOf(context))
  const row = await inTransaction(api.db, flag(queryOf(context), 'dry_run'), async (db) => {
    const inSpace = sql`"Unit"."SpaceID" = ${idOf(context, 'space')}`
    const { UnitID, SpaceID } = await lockRow(db, caller, models.Unit, idOf(context, 'unit'), [inSpace])
    mustMay(caller, 'Edit', String(SpaceID))
    await withinQuota(api, db, caller, 'ReviewComment')
    await mustAnswer(db, String(UnitID), body.ReplyToID)
    const now = new Date()
    return insertRow(db, model, {
      ...columnsOf(body),
      ReviewCommentID: randomUUID(),
      OrganizationID: caller.OrganizationID,
      SpaceID,
      UnitID,
      RevisionID: await revisionOf(db, String(UnitID), body.RevisionNum),
      UserID: caller.UserID,
      UserAgent: context.req.header('User-Agent') ?? '',
      CreatedAt: now,
      UpdatedAt: now,
    })
  })
  return context.json(presentEntity(model, row))
}

async function changeOne(api: Api, context: Context): Promise<Response> {
  const caller = writerOf(context)
  const body = check(JsonMap, (await jsonOf(context)) ?? {})
  const isPut = context.req.method === 'PUT'
  if (isPut && body.Version === undefined)
    throw new Failure(400, 'Version: a PUT must carry the Version that was read.')
  const row = await inTransaction(api.db, flag(queryOf(context), 'dry_run'), async (db) => {
    const current = await lockRow(db, caller, model, idOf(context, 'id'), ofUnit(context))
    const next = isPut ? body : mergePatch(bodyOf({ schema }, current), body)
    return change(db, caller, current, next, body.Version)
  })
  return context.json(presentEntity(model, row))
}

async function patchMany(api: Api, context: Context): Promise<Response> {
  const caller = writerOf(context)
  const patch = check(JsonMap, (await jsonOf(context)) ?? {})
  const rows = await selectedRows(api, context, model)
  const dryRun = flag(queryOf(context), 'dry_run')
  return eachItem(context, model, rows, async (row) => {
    const changed = await inTransaction(api.db, dryRun, async (db) => {
      const current = await lockRow(db, caller, model, String(row.ReviewCommentID))
      return change(db, caller, current, mergePatch(bodyOf({ schema }, current), patch), patch.Version)
    })
    return { ReviewComment: presentEntity(model, changed) }
  })
}

async function change(
  db: Transaction<Tables>,
  caller: Caller,
  current: Row,
  next: unknown,
  version: unknown,
): Promise<Row> {
  mustOwn(caller, current)
  mustBeVersion({ Slug: 'This comment', Version: current.Version }, version)
  const body = check(schema, next)
  const { RevisionNum, ReplyToID, ...changed } = columnsOf(body)
  if (RevisionNum !== current.RevisionNum || ReplyToID !== current.ReplyToID)
    throw new Failure(400, 'RevisionNum and ReplyToID of a comment never change. Write another comment.')
  return updateRow(db, model, String(current.ReviewCommentID), changed)
}

async function remove(db: Transaction<Tables>, caller: Caller, row: Row): Promise<string> {
  mustOwn(caller, row)
  const ReviewCommentID = String(row.ReviewCommentID)
  const answer = await db
    .selectFrom('ReviewComment')
    .select('ReviewCommentID')
    .where('ReplyToID', '=', ReviewCommentID)
    .executeTakeFirst()
  if (answer !== undefined)
    throw new Failure(
      409,
      `ReviewComment ${ReviewCommentID} is answered by ${answer.ReviewCommentID}. Delete that first, or hide it.`,
    )
  await db.deleteFrom('ReviewComment').where('ReviewCommentID', '=', ReviewCommentID).execute()
  return `ReviewComment ${ReviewCommentID} deleted`
}

/** One's own words take Edit as writing them did, those of somebody else Manage. */
function mustOwn(caller: Caller, { UserID, SpaceID }: Row): void {
  mustMay(caller, UserID === caller.UserID ? 'Edit' : 'Manage', String(SpaceID))
}

function columnsOf(body: Body): Row {
  return { ...body, ReplyToID: body.ReplyToID ?? null }
}

async function mustAnswer(
  db: Transaction<Tables>,
  UnitID: string,
  ReplyToID: string | undefined,
): Promise<void> {
  if (ReplyToID === undefined) return
  // Locked, so that nobody deletes it meanwhile.
  const answered = await db
    .selectFrom('ReviewComment')
    .select('ReviewCommentID')
    .where('ReviewCommentID', '=', ReplyToID)
    .where('UnitID', '=', UnitID)
    .forUpdate()
    .executeTakeFirst()
  if (answered === undefined)
    throw new Failure(404, `ReplyToID: there is no ReviewComment ${ReplyToID} on this Unit.`)
}

async function revisionOf(db: Transaction<Tables>, UnitID: string, RevisionNum: number): Promise<string> {
  const revision = await db
    .selectFrom('Revision')
    .select('RevisionID')
    .where('UnitID', '=', UnitID)
    .where('RevisionNum', '=', RevisionNum)
    .executeTakeFirst()
  if (revision === undefined)
    throw new Failure(404, `RevisionNum: there is no Revision ${RevisionNum} of this Unit.`)
  return revision.RevisionID
}
