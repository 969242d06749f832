import { Hono } from 'hono'
import { type RawBuilder, sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { inTransaction } from '#hub/access/transaction.ts'
import { answerList, answerOne } from '#hub/api/http/answer-list.ts'
import { type Api, type Context, type Env, idOf, jsonOf, queryOf, writerOf } from '#hub/api/http/context.ts'
import { changingRoutes } from '#hub/api/kinds/changing-routes.ts'
import {
  createReviewComment,
  reviewCommentSchema,
  reviewCommentWrites,
} from '#hub/api/units/review-comment-writes.ts'
import { models } from '#hub/entities/models/models.ts'
import { presentEntity } from '#hub/entities/present.ts'
import { findRow, lockRow } from '#hub/entities/rows.ts'
import { check } from '#hub/entities/validate.ts'
import { flag } from '#hub/query/query-parameters.ts'

const model = models.ReviewComment

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
  routes.post(all, async (context) => {
    const caller = writerOf(context)
    const body = check(reviewCommentSchema, await jsonOf(context))
    const row = await inTransaction(api.db, flag(queryOf(context), 'dry_run'), async (db) => {
      const inSpace = sql`"Unit"."SpaceID" = ${idOf(context, 'space')}`
      const unit = await lockRow(db, caller, models.Unit, idOf(context, 'unit'), [inSpace])
      const UserAgent = context.req.header('User-Agent') ?? ''
      return createReviewComment(api, db, caller, unit, { ...body, UserAgent })
    })
    return context.json(presentEntity(model, row))
  })
  routes.route(
    '/',
    changingRoutes(api, reviewCommentWrites, {
      place: { parameter: 'id', scope: ofUnit },
      one,
      each: '/review_comment',
      callerOf: writerOf,
    }),
  )
  return routes
}

function ofUnit(context: Context): RawBuilder<unknown>[] {
  return [
    sql`"ReviewComment"."SpaceID" = ${idOf(context, 'space')}`,
    sql`"ReviewComment"."UnitID" = ${idOf(context, 'unit')}`,
  ]
}
