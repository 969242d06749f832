import type { MiddlewareHandler } from 'hono'
import type { Kysely } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { type Env, idOf, queryOf } from '#hub/api/http/context.ts'
import { optionalId } from '#hub/query/query-parameters.ts'
import type { Tables } from '#hub/store/tables.ts'

/** A Filter for one Space is refused by the operations of another (contract 4.7, 7.2). */
export function mustFitSpace(db: Kysely<Tables>): MiddlewareHandler<Env> {
  return async (context, next) => {
    const id = optionalId(queryOf(context), 'filter')
    const filter =
      id === undefined
        ? undefined
        : await db.selectFrom('Filter').select('FromSpaceID').where('FilterID', '=', id).executeTakeFirst()
    if (filter?.FromSpaceID && filter.FromSpaceID !== idOf(context, 'space'))
      throw new Failure(400, `filter: it belongs to the Space ${filter.FromSpaceID}, not to this one.`)
    await next()
  }
}
