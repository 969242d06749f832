import { Hono } from 'hono'
import type { Transaction } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { type Api, type Context, type Env, jsonOf } from '#hub/api/http/context.ts'
import { selectedRows } from '#hub/api/http/selected-rows.ts'
import {
  type Changeable,
  changeOne,
  deleteEach,
  deleteOne,
  type EntityChange,
  type Place,
  patchEach,
} from '#hub/api/kinds/entity-changes.ts'
import type { Row } from '#hub/entities/fields.ts'
import { check, JsonMap } from '#hub/entities/validate.ts'
import type { Tables } from '#hub/store/tables.ts'

/** Where entities of a kind are changed, by whom, and what that does. */
type Changing = {
  readonly kind: Changeable
  readonly place: Place
  /** The paths of one entity, and of all that a query selects. */
  readonly one: string
  readonly each: string
  readonly callerOf: (context: Context) => Caller
  readonly change: (db: Transaction<Tables>, caller: Caller, change: EntityChange) => Promise<Row>
  /** Returns a sentence that says what was deleted. */
  readonly remove: (db: Transaction<Tables>, caller: Caller, row: Row) => Promise<string>
  /** In which order several are deleted. */
  readonly inOrder?: (rows: readonly Row[]) => readonly Row[]
}

/** `PUT`, `PATCH` and `DELETE` of one, and the latter two of many. */
export function changingRoutes(api: Api, changing: Changing): Hono<Env> {
  const { kind, place, one, each, callerOf, change, remove, inOrder = (rows) => rows } = changing
  const routes = new Hono<Env>()
  routes.on(['PUT', 'PATCH'], one, async (context) => {
    const caller = callerOf(context)
    const body = check(JsonMap, (await jsonOf(context)) ?? {})
    return changeOne(api, context, kind, place, body, (db, asked) => change(db, caller, asked))
  })
  routes.delete(one, async (context) => {
    const caller = callerOf(context)
    return deleteOne(api, context, kind.model, place, (db, row) => remove(db, caller, row))
  })
  routes.patch(each, async (context) => {
    const caller = callerOf(context)
    const patch = check(JsonMap, (await jsonOf(context)) ?? {})
    return patchEach(api, context, kind, patch, (db, asked) => change(db, caller, asked))
  })
  routes.delete(each, async (context) => {
    const caller = callerOf(context)
    const rows = inOrder(await selectedRows(api, context, kind.model))
    return deleteEach(api, context, kind.model, rows, (db, row) => remove(db, caller, row))
  })
  return routes
}
