import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { sql, type Transaction } from 'kysely'
import type { z } from 'zod'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { mustMay } from '#hub/access/permissions.ts'
import { inTransaction } from '#hub/access/transaction.ts'
import { answerList, answerOne } from '#hub/api/http/answer-list.ts'
import {
  type Api,
  type Context,
  type Env,
  idOf,
  jsonOf,
  queryOf,
  spaceOf,
  writerOf,
} from '#hub/api/http/context.ts'
import { withinQuota } from '#hub/api/http/quota.ts'
import { refusePermissions } from '#hub/api/http/refuse-permissions.ts'
import { selectedRows } from '#hub/api/http/selected-rows.ts'
import {
  changeOne,
  deleteEach,
  deleteOne,
  type EntityChange,
  patchEach,
} from '#hub/api/kinds/entity-changes.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'
import { fieldsOf, type Row } from '#hub/entities/fields.ts'
import { lockSlug } from '#hub/entities/lock-slug.ts'
import { mustBeVersion } from '#hub/entities/metadata.ts'
import { presentEntity } from '#hub/entities/present.ts'
import { emptyValue, insertRow, updateRow } from '#hub/entities/rows.ts'
import { check, JsonMap, type Metadata } from '#hub/entities/validate.ts'
import { flag } from '#hub/query/query-parameters.ts'
import type { Tables } from '#hub/store/tables.ts'

/** An entity that lives in a Space: what its body looks like and what it refers to (contract 5.4). */
export type ResidentKind<Body extends Metadata = Metadata> = {
  readonly model: EntityModel
  /** Path segment: `change_set`. */
  readonly path: string
  /** The whole writable entity; its keys are columns. */
  readonly schema: z.ZodObject & z.ZodType<Body>
  /** Checks what the body refers to and computes what the caller may not set. `current` = the row before a change. */
  readonly complete?: (db: Transaction<Tables>, caller: Caller, body: Body, place: Place) => Promise<Row>
  /** After it was stored, in the same transaction. */
  readonly stored?: (
    db: Transaction<Tables>,
    caller: Caller,
    row: Row,
    before: Row | undefined,
  ) => Promise<void>
  /** Before it is deleted: refuses, or cleans up what refers to it. */
  readonly removing?: (db: Transaction<Tables>, caller: Caller, row: Row) => Promise<void>
}

type Place = {
  readonly id: string
  readonly SpaceID: string
  readonly current: Row | undefined
  /** `refresh_triggers=true` (contract 5.1). */
  readonly refresh: boolean
}

/** Lists, single operations and bulk patch and delete; bulk clone and move are in hub/api/clones and hub/api/moves. */
export function residentRoutes<Body extends Metadata>(api: Api, kind: ResidentKind<Body>): Hono<Env> {
  const routes = new Hono<Env>()
  const { model, path } = kind
  const one = `/space/:space/${path}/:id`
  const inSpace = (context: Context) => sql`${sql.ref(`${model.table}.SpaceID`)} = ${idOf(context, 'space')}`
  const place = { parameter: 'id', scope: (context: Context) => [inSpace(context)] }
  routes.get(`/${path}`, async (context) => context.json(await answerList(api, context, model)))
  routes.get(`/space/:space/${path}`, async (context) => {
    await spaceOf(api, context)
    return context.json(await answerList(api, context, model, [inSpace(context)]))
  })
  routes.get(one, async (context) => {
    const isThis = sql`${sql.ref(`${model.table}.${model.id}`)} = ${idOf(context, 'id')}`
    return context.json(await answerOne(api, context, model, [inSpace(context), isThis]))
  })
  routes.post(`/space/:space/${path}`, (context) => createOne(api, context, kind))
  routes.on(['PUT', 'PATCH'], one, async (context) => {
    const caller = writerOf(context)
    await spaceOf(api, context, 'Edit')
    const body = check(JsonMap, (await jsonOf(context)) ?? {})
    refusePermissions(body, model.table)
    const refresh = flag(queryOf(context), 'refresh_triggers')
    return changeOne(api, context, kind, place, body, (db, change) =>
      changeResident(db, caller, kind, change, refresh),
    )
  })
  routes.delete(one, async (context) => {
    const caller = writerOf(context)
    return deleteOne(api, context, model, place, (db, row) => removeResident(db, caller, kind, row))
  })
  routes.patch(`/${path}`, async (context) => {
    const caller = writerOf(context)
    const patch = check(JsonMap, (await jsonOf(context)) ?? {})
    refusePermissions(patch, model.table)
    const refresh = flag(queryOf(context), 'refresh_triggers')
    return patchEach(api, context, kind, patch, (db, change) =>
      changeResident(db, caller, kind, change, refresh),
    )
  })
  routes.delete(`/${path}`, async (context) => {
    const caller = writerOf(context)
    const rows = await selectedRows(api, context, model)
    return deleteEach(api, context, model, rows, (db, row) => removeResident(db, caller, kind, row))
  })
  return routes
}

async function createOne<Body extends Metadata>(api: Api, context: Context, kind: ResidentKind<Body>) {
  const caller = writerOf(context)
  const query = queryOf(context)
  const { SpaceID } = await spaceOf(api, context, 'CreateChildren')
  const json = await jsonOf(context)
  refusePermissions(json, kind.model.table)
  const body = check(kind.schema, json)
  const row = await inTransaction(api.db, flag(query, 'dry_run'), (db) =>
    createResident(api, db, caller, kind, body, { SpaceID, allowExists: flag(query, 'allow_exists') }),
  )
  return context.json(presentEntity(kind.model, row))
}

/** Creates an entity; with `allowExists` returns the one that already has the Slug. */
export async function createResident<Body extends Metadata>(
  api: Api,
  db: Transaction<Tables>,
  caller: Caller,
  kind: ResidentKind<Body>,
  body: Body,
  { SpaceID, allowExists, own = {} }: { SpaceID: string; allowExists: boolean; own?: Row },
): Promise<Row> {
  const { model } = kind
  mustMay(caller, 'CreateChildren', SpaceID)
  if (allowExists) await lockSlug(db, model.table, SpaceID, body.Slug)
  const existing = await bySlug(db, model, SpaceID, body.Slug)
  if (existing && allowExists) return existing
  if (existing)
    throw new Failure(409, `A ${model.table} with the Slug ${body.Slug} already exists in this Space.`)
  await withinQuota(api, db, caller, model.table)
  const now = new Date()
  const id = randomUUID()
  const completed = await kind.complete?.(db, caller, body, {
    id,
    SpaceID,
    current: undefined,
    refresh: true,
  })
  const row = await insertRow(db, model, {
    ...columnsOf(kind, body),
    ...completed,
    ...own,
    [model.id]: id,
    SpaceID,
    OrganizationID: caller.OrganizationID,
    CreatedAt: now,
    UpdatedAt: now,
  })
  await kind.stored?.(db, caller, row, undefined)
  return row
}

/** Stores the whole next body of an entity; one that was made for another Version is refused. */
async function changeResident<Body extends Metadata>(
  db: Transaction<Tables>,
  caller: Caller,
  kind: ResidentKind<Body>,
  { current, next, version }: EntityChange,
  refresh: boolean,
): Promise<Row> {
  const { model } = kind
  const SpaceID = String(current.SpaceID)
  mustMay(caller, 'Edit', SpaceID)
  mustBeVersion(current, version)
  const body = check(kind.schema, next)
  const id = String(current[model.id])
  const other = await bySlug(db, model, SpaceID, body.Slug)
  if (other !== undefined && other[model.id] !== id)
    throw new Failure(409, `A ${model.table} with the Slug ${body.Slug} already exists in this Space.`)
  const completed = await kind.complete?.(db, caller, body, { id, SpaceID, current, refresh })
  const row = await updateRow(db, model, id, { ...columnsOf(kind, body), ...completed })
  await kind.stored?.(db, caller, row, current)
  return row
}

/** Deletes an entity, unless a delete gate or a reference to it prevents that (contract 11.13). */
export async function removeResident(
  db: Transaction<Tables>,
  caller: Caller,
  kind: Pick<ResidentKind, 'model' | 'removing'>,
  row: Row,
  force = false,
): Promise<string> {
  const { model } = kind
  mustMay(caller, 'Edit', String(row.SpaceID))
  if (!force) mustHaveNoGates(model.table, row)
  await kind.removing?.(db, caller, row)
  await sql`delete from ${sql.table(model.table)} where ${sql.ref(model.id)} = ${row[model.id]}`.execute(db)
  return `${model.table} ${row.Slug} deleted`
}

export function mustHaveNoGates(what: string, row: Row): void {
  const gates = Object.keys((row.DeleteGates ?? {}) as object)
  if (gates.length > 0) throw new Failure(409, `${what} ${row.Slug} has delete gates: ${gates.join(', ')}.`)
}

function columnsOf<Body extends Metadata>(kind: ResidentKind<Body>, body: Body): Row {
  const { columns } = kind.model
  const given: Row = { ...body }
  return Object.fromEntries(
    Object.keys(kind.schema.shape).flatMap((name) => {
      const type = Object.hasOwn(columns, name) ? columns[name] : undefined
      return type === undefined ? [] : [[name, given[name] ?? emptyValue(type)]]
    }),
  )
}

async function bySlug(db: Transaction<Tables>, model: EntityModel, SpaceID: string, slug: string) {
  const { rows } = await sql<Row>`
    select ${sql.join(fieldsOf(model, undefined))} from ${sql.table(model.table)}
    where "SpaceID" = ${SpaceID} and "Slug" = ${slug}`.execute(db)
  return rows[0]
}
