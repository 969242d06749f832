import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { mustMay } from '#hub/access/permissions.ts'
import type { Api } from '#hub/api/http/context.ts'
import { withinQuota } from '#hub/api/http/quota.ts'
import type { EntityChange, EntityWrites } from '#hub/api/kinds/entity-changes.ts'
import type { Row } from '#hub/entities/fields.ts'
import { mustBeVersion } from '#hub/entities/metadata.ts'
import { models } from '#hub/entities/models/models.ts'
import { insertRow, updateRow } from '#hub/entities/rows.ts'
import { check, optionalUuid, residentFields } from '#hub/entities/validate.ts'
import type { Tables } from '#hub/store/tables.ts'

const name = z.string().max(1024).optional()

/** The writable part of a ReviewComment (contract 4.11). */
export const reviewCommentSchema = z.object({
  RevisionNum: z.int().min(1),
  ReplyToID: optionalUuid,
  Resource: z
    .object({ ResourceCategory: name, ResourceName: name, ResourceNameStableCore: name, ResourceType: name })
    .default({}),
  Path: z.string().max(8192).default(''),
  Text: z.string().min(1).max(65_536),
  HiddenReason: residentFields.HiddenReason,
})
type Body = z.infer<typeof reviewCommentSchema>

export const reviewCommentWrites: EntityWrites = {
  kind: { model: models.ReviewComment, schema: reviewCommentSchema },
  change: changeReviewComment,
  remove: removeReviewComment,
  // Answers are deleted before the comment they answer.
  inOrder: (rows) => rows.toSorted((a, b) => (String(a.CreatedAt) < String(b.CreatedAt) ? 1 : -1)),
}

/** Adds a comment on a Revision of a Unit that is locked. */
export async function createReviewComment(
  api: Api,
  db: Transaction<Tables>,
  caller: Caller,
  { UnitID, SpaceID }: Row,
  { UserAgent, ...body }: Body & { readonly UserAgent: string },
): Promise<Row> {
  mustMay(caller, 'Edit', String(SpaceID))
  await withinQuota(api, db, caller, 'ReviewComment')
  await mustAnswer(db, String(UnitID), body.ReplyToID)
  const now = new Date()
  return insertRow(db, models.ReviewComment, {
    ...columnsOf(body),
    ReviewCommentID: randomUUID(),
    OrganizationID: caller.OrganizationID,
    SpaceID,
    UnitID,
    RevisionID: await revisionOf(db, String(UnitID), body.RevisionNum),
    UserID: caller.UserID,
    UserAgent,
    CreatedAt: now,
    UpdatedAt: now,
  })
}

/** The text may change, and whether it is hidden; what it is about does not. */
async function changeReviewComment(
  db: Transaction<Tables>,
  caller: Caller,
  { current, next, version }: EntityChange,
): Promise<Row> {
  mustOwn(caller, current)
  mustBeVersion({ Slug: 'This comment', Version: current.Version }, version)
  const body = check(reviewCommentSchema, next)
  const { RevisionNum, ReplyToID, ...changed } = columnsOf(body)
  if (RevisionNum !== current.RevisionNum || ReplyToID !== current.ReplyToID)
    throw new Failure(400, 'RevisionNum and ReplyToID of a comment never change. Write another comment.')
  return updateRow(db, models.ReviewComment, String(current.ReviewCommentID), changed)
}

/** Deletes a comment that nobody has answered. */
async function removeReviewComment(db: Transaction<Tables>, caller: Caller, row: Row): Promise<string> {
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

/** One's own comment needs Edit, as writing it did; someone else's needs Manage. */
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
  // Locked, so that nobody deletes it in the meantime.
  const missing = new Failure(404, `ReplyToID: there is no ReviewComment ${ReplyToID} on this Unit.`)
  await db
    .selectFrom('ReviewComment')
    .select('ReviewCommentID')
    .where('ReviewCommentID', '=', ReplyToID)
    .where('UnitID', '=', UnitID)
    .forUpdate()
    .executeTakeFirstOrThrow(() => missing)
}

async function revisionOf(db: Transaction<Tables>, UnitID: string, RevisionNum: number): Promise<string> {
  const missing = new Failure(404, `RevisionNum: there is no Revision ${RevisionNum} of this Unit.`)
  const revision = await db
    .selectFrom('Revision')
    .select('RevisionID')
    .where('UnitID', '=', UnitID)
    .where('RevisionNum', '=', RevisionNum)
    .executeTakeFirstOrThrow(() => missing)
  return revision.RevisionID
}
