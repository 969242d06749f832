import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import type { ColumnKind, EntityModel } from '#hub/entities/entity-model.ts'
import { fieldsOf, type Row } from '#hub/entities/fields.ts'
import { visibleSql } from '#hub/entities/visibility.ts'
import type { Tables } from '#hub/store/tables.ts'

/** Stores one entity and returns its row. Columns that `values` does not name get their defaults. */
export async function insertRow(db: Kysely<Tables>, model: EntityModel, values: Row): Promise<Row> {
  const names = Object.keys(values)
  const insert = sql`
    insert into ${sql.table(model.table)} (${sql.join(names.map((name) => sql.ref(name)))})
    values (${sql.join(names.map((name) => valueSql(model, name, values[name])))})`
  return writtenRow(db, model, insert)
}

/** Changes one entity, gives it a new Version, and returns its row. */
export async function updateRow(
  db: Kysely<Tables>,
  model: EntityModel,
  id: string,
  values: Row,
): Promise<Row> {
  const changes = Object.entries(values).map(
    ([name, value]) => sql`${sql.ref(name)} = ${valueSql(model, name, value)}`,
  )
  const update = sql`
    update ${sql.table(model.table)}
    set ${sql.join([...changes, sql`"UpdatedAt" = ${new Date()}`, sql`"Version" = ${sql.ref(`${model.table}.Version`)} + 1`])}
    where ${sql.ref(`${model.table}.${model.id}`)} = ${id}`
  return writtenRow(db, model, update)
}

/** An entity that the caller can see, locked against changes until the transaction ends; otherwise 404. */
export async function lockRow(
  db: Transaction<Tables>,
  caller: Caller,
  model: EntityModel,
  id: string,
  scope: readonly RawBuilder<unknown>[] = [],
): Promise<Row> {
  const conditions = [
    sql`${sql.ref(`${model.table}.${model.id}`)} = ${id}`,
    ...visibleSql(caller, model),
    ...scope,
  ]
  const { rows } = await sql<Row>`
    select ${sql.join(fieldsOf(model, undefined))} from ${sql.table(model.table)}
    where ${sql.join(conditions, sql` and `)} for update of ${sql.table(model.table)}`.execute(db)
  if (rows[0] === undefined) throw new Failure(404, `${model.table} not found.`)
  return rows[0]
}

/** The entity with this id, if the caller can see it. */
export async function findRow(
  db: Kysely<Tables>,
  caller: Caller,
  model: EntityModel,
  id: string,
): Promise<Row | undefined> {
  const conditions = [sql`${sql.ref(`${model.table}.${model.id}`)} = ${id}`, ...visibleSql(caller, model)]
  const { rows } = await sql<Row>`
    select ${sql.join(fieldsOf(model, undefined))} from ${sql.table(model.table)}
    where ${sql.join(conditions, sql` and `)}`.execute(db)
  return rows[0]
}

/** Checks that what a body refers to exists and is visible to the caller. */
export async function mustExist(
  db: Kysely<Tables>,
  caller: Caller,
  model: EntityModel,
  id: string | null | undefined,
  field: string,
): Promise<Row | undefined> {
  if (id === undefined || id === null) return undefined
  const row = await findRow(db, caller, model, id)
  if (row === undefined) throw new Failure(404, `${field}: there is no ${model.table} ${id}.`)
  return row
}

/** An absent value as its column holds it: text '', maps and lists empty, ids NULL. */
export function emptyValue(kind: ColumnKind): unknown {
  switch (kind) {
    case 'text':
      return ''
    case 'int':
      return 0
    case 'bool':
      return false
    case 'map':
      return {}
    case 'list':
      return []
    default:
      return null
  }
}

function valueSql(model: EntityModel, name: string, value: unknown): RawBuilder<unknown> {
  const kind = model.columns[name]
  return kind === 'map' || kind === 'list' ? sql`${JSON.stringify(value)}::jsonb` : sql`${value}`
}

async function writtenRow(db: Kysely<Tables>, model: EntityModel, write: RawBuilder<unknown>): Promise<Row> {
  const { rows } = await sql<Row>`${write} returning ${sql.join(fieldsOf(model, undefined))}`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error(`no row of ${model.table} came back`)
  return row
}
