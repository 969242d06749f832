import { Hono } from 'hono'
import type { Caller } from '#hub/access/caller.ts'
import { type Api, type Context, type Env, jsonOf } from '#hub/api/http/context.ts'
import { selectedRows } from '#hub/api/http/selected-rows.ts'
import {
  changeOne,
  deleteEach,
  deleteOne,
  type EntityWrites,
  type Place,
  patchEach,
} from '#hub/api/kinds/entity-changes.ts'
import { check, JsonMap } from '#hub/entities/validate.ts'

/** Where entities of a kind are changed, and by whom. */
type Changing = {
  readonly place: Place
  /** The paths of one entity, and of all that a query selects. */
  readonly one: string
  readonly each: string
  readonly callerOf: (context: Context) => Caller
}

/** `PUT`, `PATCH` and `DELETE` of one, and the latter two of many. */
export function changingRoutes(
  api: Api,
  { kind, change, remove, inOrder = (rows) => rows }: EntityWrites,
  { place, one, each, callerOf }: Changing,
): Hono<Env> {
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
