import { type Kysely, type Selectable, sql } from 'kysely'
import type { Caller } from '#hub/api/caller.ts'
import type { EntityModel } from '#hub/api/entity-model.ts'
import { Failure } from '#hub/api/failure.ts'
import { fieldsOf, type Row } from '#hub/api/list.ts'
import { models } from '#hub/api/models/models.ts'
import { visibleSql } from '#hub/api/permissions.ts'
import { type Column, Columns } from '#hub/api/view-column.ts'
import { celExpression, jsonValue } from '#hub/cel.ts'
import type { Tables, ViewTable } from '#hub/store/tables.ts'
import type { Json } from '#lib/config/patch.ts'
import { readPath } from '#lib/config/path.ts'
import { matchesData } from '#lib/where/match-data.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'

/** A View of this entity, by id or by Slug (confighub-api 5.1). */
export async function findView(
  db: Kysely<Tables>,
  caller: Caller,
  model: EntityModel,
  reference: string,
): Promise<Selectable<ViewTable>> {
  const isId = uuid.test(reference)
  const isThis = isId ? sql`"View"."ViewID" = ${reference}::uuid` : sql`"View"."Slug" = ${reference}`
  const { rows: views } = await sql<Selectable<ViewTable>>`
    select "View".* from "View"
    where ${sql.join([isThis, ...visibleSql(caller, models.View)], sql` and `)} limit 2`.execute(db)
  const [view] = views
  if (view === undefined) throw new Failure(404, `view: there is no View ${reference}.`)
  if (views.length > 1) throw new Failure(400, `view: several Views have the Slug ${reference}; use the id.`)
  if (view.Of !== model.table)
    throw new Failure(400, `view: ${view.Slug} shows ${view.Of}, not ${model.table}.`)
  return view
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

type Item = Record<string, unknown>

/** Adds `ViewColumns[{Name, Value}]` to each item of a list (confighub-api 4.7). */
export async function addViewColumns(
  db: Kysely<Tables>,
  caller: Caller,
  model: EntityModel,
  reference: string,
  items: readonly Item[],
): Promise<void> {
  const view = await findView(db, caller, model, reference)
  const columns = Columns.parse(view.Columns)
  const ids = items.map((item) => idOfItem(model, item))
  const entities = await entitiesById(db, model, ids)
  const needsData = columns.some(({ ColumnType }) => ColumnType.startsWith('Data'))
  const resources = needsData ? await resourcesByUnit(db, ids) : new Map<string, ReadResource[]>()
  const readers = columns.map((column) => ({ Name: column.Name, read: readerOf(model, column) }))
  for (const [index, item] of items.entries()) {
    const id = ids[index] ?? ''
    const extended = { ...item, [model.table]: entities.get(id) }
    const subject = { extended, resources: resources.get(id) ?? [] }
    item.ViewColumns = readers.map(({ Name, read }) => ({ Name, Value: read(subject) ?? null }))
  }
}

type ReadResource = { readonly resourceType: string; readonly resourceName: string; readonly value: Json }
type Subject = { readonly extended: Item; readonly resources: readonly ReadResource[] }

function readerOf(model: EntityModel, column: Column): (subject: Subject) => unknown {
  const { ColumnSource: source } = column
  if (source.MetadataAttribute !== undefined) {
    const path = source.MetadataAttribute
    return ({ extended }) => attributeAt(model, extended, path)
  }
  if (source.DataPath !== undefined) return dataPathReader(source.DataPath)
  const expression = source.MetadataExpression ?? source.DataExpression ?? ''
  const about = source.MetadataExpression === undefined ? 'resource' : 'entity'
  const read = celExpression(expression, about)
  if (!read.ok) throw new Failure(400, `view: the expression of ${column.Name} is not valid: ${read.message}`)
  if (about === 'entity') return ({ extended }) => first([read.value(asJson(extended))])
  return ({ resources }) => first(resources.map(({ value }) => read.value({ r: value, object: value })))
}

/** The first answer there is: an expression that fails on a resource says nothing about it. */
function first(answers: readonly ({ ok: true; value: unknown } | { ok: false })[]): Json {
  const answer = answers.find(({ ok }) => ok)
  return answer?.ok ? jsonValue(answer.value) : null
}

function dataPathReader({ Path, WhereResource = '' }: { Path: string; WhereResource?: string | undefined }) {
  const where = parseWhereData(WhereResource)
  return ({ resources }: Subject) => {
    for (const resource of resources) {
      if (where.ok && !matchesData(where.value, resource)) continue
      const [found] = readPath(resource.value, Path)
      if (found !== undefined) return found.value
    }
    return null
  }
}

/** `Slug`, `Labels.Tier`, `Space.Slug`: what is not there is null. */
function attributeAt(model: EntityModel, extended: Item, path: string): unknown {
  const dot = path.indexOf('.')
  const head = dot < 0 ? path : path.slice(0, dot)
  const related = extended[head]
  if (dot > 0 && isItem(related) && head !== 'Labels') return within(related, path.slice(dot + 1))
  const own = extended[model.table]
  return isItem(own) ? within(own, path) : null
}

function within(entity: Item, path: string): unknown {
  const dot = path.indexOf('.')
  if (dot < 0) return Object.hasOwn(entity, path) ? entity[path] : null
  const map = entity[path.slice(0, dot)]
  const key = path.slice(dot + 1)
  return isItem(map) && Object.hasOwn(map, key) ? map[key] : null
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asJson(value: unknown): Record<string, Json> {
  return JSON.parse(JSON.stringify(value))
}

function idOfItem(model: EntityModel, item: Item): string {
  const entity = item[model.table]
  return isItem(entity) ? String(entity[model.id]) : ''
}

async function entitiesById(db: Kysely<Tables>, model: EntityModel, ids: readonly string[]) {
  const { rows } = await sql<Row>`
    select ${sql.join(fieldsOf(model, undefined))} from ${sql.table(model.table)}
    where ${sql.ref(`${model.table}.${model.id}`)} = any(${ids}::uuid[])`.execute(db)
  // With its empty fields: an expression may compare with 0.
  return new Map(rows.map((row) => [String(row[model.id]), asJson(row)]))
}

async function resourcesByUnit(db: Kysely<Tables>, ids: readonly string[]) {
  const rows = await db
    .selectFrom('Unit')
    .innerJoin('Resource', 'Resource.DataHash', 'Unit.DataHash')
    .select(['Unit.UnitID', 'Resource.ResourceType', 'Resource.ResourceName', 'Resource.Data'])
    .where(sql<boolean>`"Unit"."UnitID" = any(${ids}::uuid[])`)
    .orderBy('Resource.ResourceIndex')
    .execute()
  const found = new Map<string, ReadResource[]>()
  for (const { UnitID, ResourceType, ResourceName, Data } of rows) {
    const own = found.get(UnitID) ?? []
    own.push({ resourceType: ResourceType, resourceName: ResourceName, value: asJsonValue(Data) })
    found.set(UnitID, own)
  }
  return found
}

function asJsonValue(value: unknown): Json {
  return value as Json
}
