import type { RawBuilder, Transaction } from 'kysely'
import type { z } from 'zod'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { atomically, inTransaction } from '#hub/access/transaction.ts'
import { type Api, type Context, idOf, queryOf } from '#hub/api/http/context.ts'
import { eachItem } from '#hub/api/http/each-item.ts'
import { selectedRows } from '#hub/api/http/selected-rows.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'
import type { Row } from '#hub/entities/fields.ts'
import { mergePatch } from '#hub/entities/merge-patch.ts'
import { present, presentEntity } from '#hub/entities/present.ts'
import { lockRow } from '#hub/entities/rows.ts'
import { asJson } from '#hub/query/column-values.ts'
import { flag } from '#hub/query/query-parameters.ts'
import type { Tables } from '#hub/store/tables.ts'
import type { Json, JsonMap } from '#lib/base/json.ts'

/** What can be changed: an entity, and the schema of its whole writable part. */
type Changeable = { readonly model: EntityModel; readonly schema: z.ZodObject }

/** One entity, locked, and the whole body that it shall have. */
export type EntityChange = {
  readonly current: Row
  readonly next: Json
  /** The Version that the caller read, if they name it. */
  readonly version: unknown
}

/** How entities of a kind are written. */
export type EntityWrites = {
  readonly kind: Changeable
  readonly change: (db: Transaction<Tables>, caller: Caller, change: EntityChange) => Promise<Row>
  /** Returns a sentence that says what was deleted. */
  readonly remove: (db: Transaction<Tables>, caller: Caller, row: Row) => Promise<string>
  /** In which order several are deleted. */
  readonly inOrder?: (rows: readonly Row[]) => readonly Row[]
}

/** Stores a change or refuses it. */
type Store = (db: Transaction<Tables>, change: EntityChange) => Promise<Row>

/** Where a path names one entity: its parameter, and what else must hold. */
export type Place = {
  readonly parameter: string
  readonly scope?: (context: Context) => readonly RawBuilder<unknown>[]
}

/** `PUT` and `PATCH` of one. */
export async function changeOne(
  api: Api,
  context: Context,
  { model, schema }: Changeable,
  { parameter, scope }: Place,
  body: JsonMap,
  store: Store,
): Promise<Response> {
  mustNameVersion(context, body)
  const row = await inTransaction(api.db, flag(queryOf(context), 'dry_run'), async (db) => {
    const id = idOf(context, parameter)
    const current = await lockRow(db, context.get('caller'), model, id, scope?.(context))
    const next = context.req.method === 'PUT' ? body : mergePatch(bodyOf({ schema }, current), body)
    return store(db, { current, next, version: body.Version })
  })
  return context.json(presentEntity(model, row))
}

/** `PATCH` of all that the query selects, each in a transaction of its own. */
export async function patchEach(
  api: Api,
  context: Context,
  { model, schema }: Changeable,
  patch: JsonMap,
  store: Store,
): Promise<Response> {
  const rows = await selectedRows(api, context, model)
  const dryRun = flag(queryOf(context), 'dry_run')
  return eachItem(context, model, rows, async (row) => {
    const changed = await inTransaction(api.db, dryRun, async (db) => {
      const current = await lockRow(db, context.get('caller'), model, String(row[model.id]))
      const next = mergePatch(bodyOf({ schema }, current), patch)
      return store(db, { current, next, version: patch.Version })
    })
    return { [model.table]: presentEntity(model, changed) }
  })
}

/** Deletes a locked row or refuses to; returns a sentence that says what was deleted. */
type Remove = (db: Transaction<Tables>, row: Row) => Promise<string>

/** `DELETE` of one. */
export async function deleteOne(
  api: Api,
  context: Context,
  model: EntityModel,
  { parameter, scope }: Place,
  remove: Remove,
): Promise<Response> {
  const Message = await atomically(api.db, async (db) => {
    const id = idOf(context, parameter)
    return remove(db, await lockRow(db, context.get('caller'), model, id, scope?.(context)))
  })
  return context.json({ Message })
}

/** `DELETE` of these rows, each in a transaction of its own. */
export async function deleteEach(
  api: Api,
  context: Context,
  model: EntityModel,
  rows: readonly Row[],
  remove: Remove,
): Promise<Response> {
  return eachItem(context, model, rows, async (row) => ({
    Message: await atomically(api.db, async (db) =>
      remove(db, await lockRow(db, context.get('caller'), model, String(row[model.id]))),
    ),
  }))
}

/** A PUT replaces everything, so it must say which Version it replaces. */
export function mustNameVersion(context: Context, body: JsonMap): void {
  if (context.req.method === 'PUT' && body.Version === undefined)
    throw new Failure(400, 'Version: a PUT must carry the Version that was read.')
}

/** The writable part of a row, as a body: what is empty is left out. */
export function bodyOf(kind: { readonly schema: z.ZodObject }, row: Row): Record<string, Json> {
  const fields = Object.keys(kind.schema.shape).map((name) => [name, row[name]])
  return asJson(present(Object.fromEntries(fields)))
}
