import { type Kysely, type Selectable, sql } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'
import { fieldsOf, type Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { visibleSql } from '#hub/entities/visibility.ts'
import { asJson, columnsTask, columnValues, type Item, type ReadResource } from '#hub/query/column-values.ts'
import { type Column, Columns } from '#hub/query/view-column.ts'
import { resourceFormatSql } from '#hub/store/resource-format.ts'
import type { Tables, ViewTable } from '#hub/store/tables.ts'
import { runInThread } from '#hub/work/run-in-thread.ts'
import { takeTurns } from '#hub/work/take-turns.ts'
import type { Json } from '#lib/base/json.ts'
import { isRecord } from '#lib/base/records.ts'
import { isUuid } from '#lib/base/uuid.ts'

/** A View of this entity, by id or by Slug (contract 5.1). */
export async function findView(
  db: Kysely<Tables>,
  caller: Caller,
  model: EntityModel,
  reference: string,
): Promise<Selectable<ViewTable>> {
  const isId = isUuid(reference)
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

const itemsAtOnce = 100

/** Adds `ViewColumns[{Name, Value}]` to each item of a list (contract 4.7). */
export async function addViewColumns(
  db: Kysely<Tables>,
  caller: Caller,
  model: EntityModel,
  reference: string,
  items: readonly Item[],
): Promise<void> {
  const view = await findView(db, caller, model, reference)
  const columns = Columns.parse(view.Columns)
  const nextTurn = takeTurns()
  for (let at = 0; at < items.length; at += itemsAtOnce) {
    await addColumns(db, model, columns, items.slice(at, at + itemsAtOnce))
    await nextTurn()
  }
}

async function addColumns(
  db: Kysely<Tables>,
  model: EntityModel,
  columns: readonly Column[],
  items: readonly Item[],
): Promise<void> {
  const ids = items.map((item) => idOfItem(model, item))
  const entities = await entitiesById(db, model, ids)
  const needsData = columns.some(({ ColumnType }) => ColumnType.startsWith('Data'))
  const resources = needsData ? await resourcesByUnit(db, ids) : new Map<string, ReadResource[]>()
  const subjects = items.map((item, index) => {
    const id = ids[index] ?? ''
    return { extended: { ...item, [model.table]: entities.get(id) }, resources: resources.get(id) ?? [] }
  })
  const request = { table: model.table, columns, subjects }
  // Expressions and patterns come from the caller and may take any amount of time.
  const quick = !columns.some(({ ColumnSource }) => isLong(ColumnSource))
  const answer = quick ? columnValues(request) : await runInThread(columnsTask, request, 'bounded')
  if (!answer.ok) throw new Failure(400, `view: ${answer.message}`)
  for (const [index, item] of items.entries()) item.ViewColumns = answer.value[index]
}

function isLong({ DataPath, DataExpression, MetadataExpression }: Column['ColumnSource']): boolean {
  const isPattern = DataPath?.WhereResource?.includes('~') === true
  return DataExpression !== undefined || MetadataExpression !== undefined || isPattern
}

function idOfItem(model: EntityModel, item: Item): string {
  const entity = item[model.table]
  return isRecord(entity) ? String(entity[model.id]) : ''
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
    .where('Resource.Format', '=', resourceFormatSql(sql.ref('Unit.ToolchainType')))
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
