import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Caller } from '#hub/api/caller.ts'
import { conditionsOf } from '#hub/api/conditions.ts'
import { readToken, sealOf, writeToken } from '#hub/api/continue-token.ts'
import type { ColumnKind, EntityModel } from '#hub/api/entity-model.ts'
import type { ListParameters, OrderField } from '#hub/api/list-parameters.ts'
import type { Tables } from '#hub/store/tables.ts'
import { sweep } from '#hub/triggers/sweep.ts'

export type Row = Record<string, unknown>

export type Page = {
  readonly rows: Row[] /** Token of the next page; absent on the last. */
  readonly next?: string
}

/** One page of an entity list: selected, ordered, and cut. `scope` narrows it further (a Space, a Unit). */
export async function listPage(
  db: Kysely<Tables>,
  caller: Caller,
  model: EntityModel,
  parameters: ListParameters,
  scope: readonly RawBuilder<unknown>[] = [],
  extra: readonly string[] = [],
): Promise<Page> {
  const order = [...parameters.orderBy, { column: model.id, descending: false }]
  const conditions = [...scope, ...(await conditionsOf(db, caller, model, parameters))]
  const seal = sealOf(db, model, parameters, scope)
  if (parameters.continueToken !== '')
    conditions.push(after(model, order, readToken(parameters.continueToken, seal, model, order)))
  const { limit } = parameters
  const keys = order.map(({ column }, index) => sql`${asText(model, column)} as ${sql.id(`~${index}`)}`)
  const { rows } = await sql<Row>`
    select ${sql.join([...fieldsOf(model, parameters.select, extra, 'null'), ...(limit === undefined ? [] : keys)])}
    from ${model.from ?? sql.table(model.table)}
    where ${sql.join(conditions, sql` and `)}
    order by ${sql.join(order.map((field) => orderSql(model, field)))}
    ${limit === undefined ? sql`` : sql`limit ${limit + 1}`}`.execute(db)
  const { triggers } = parameters
  // A page is cut first and swept then, so it may be short and still be followed by another (contract 5.1).
  const kept = (all: Row[]) => (triggers === undefined ? all : sweep(db, caller, triggers, all))
  if (limit === undefined) return { rows: await kept(rows) }
  const more = rows.length > limit
  const page = more ? rows.slice(0, limit) : rows
  const last = page.at(-1)
  const next =
    more && last
      ? writeToken(
          seal,
          order.map((_, index) => String(last[`~${index}`])),
        )
      : undefined
  // Not deleted: that would make each row a slow object, just before it is read field by field.
  for (const row of page) for (const index of order.keys()) row[`~${index}`] = undefined
  return { rows: await kept(page), ...(next === undefined ? {} : { next }) }
}

/** The columns of a select list; all when nothing is selected. */
export function fieldsOf(
  model: EntityModel,
  select: readonly string[] | undefined,
  extra: readonly string[] = [],
  empties: 'kept' | 'null' = 'kept',
): RawBuilder<unknown>[] {
  const all = [...Object.keys(model.columns), ...Object.keys(model.derived)]
  const wanted = select === undefined ? all : [...new Set([...model.always, ...select, ...extra])]
  return wanted.flatMap((name) => {
    if (Object.hasOwn(model.columns, name)) return [columnSql(model, name, empties)]
    const derived = Object.hasOwn(model.derived, name) ? model.derived[name] : undefined
    return derived ? [sql`${derived} as ${sql.id(name)}`] : []
  })
}

const emptyText: Partial<Record<ColumnKind, string>> = { map: "'{}'", list: "'[]'", text: "''", int: '0' }

/** What is empty is not answered, and most fields are: NULL costs little to send and nothing to read. */
function columnSql(model: EntityModel, name: string, empties: 'kept' | 'null'): RawBuilder<unknown> {
  const column = sql.ref(`${model.table}.${name}`)
  const empty = empties === 'null' ? emptyText[kindOf(model, name)] : undefined
  return empty === undefined ? sql`${column}` : sql`nullif(${column}, ${sql.raw(empty)}) as ${sql.id(name)}`
}

// Text is ordered by code point, the same on every database; an absent id comes first. Ids that are never absent
// stay bare, so that an index can give the order.
function orderSql(model: EntityModel, { column, descending }: OrderField): RawBuilder<unknown> {
  return sql`${comparable(model, column)} ${sql.raw(descending ? 'desc' : 'asc')}`
}

const zeroId = '00000000-0000-0000-0000-000000000000'

function comparable(model: EntityModel, column: string): RawBuilder<unknown> {
  const reference = sql.ref(`${model.table}.${column}`)
  switch (kindOf(model, column)) {
    case 'text':
      return sql`${reference} collate "C"`
    case 'optionalUuid':
      return sql`coalesce(${reference}, ${zeroId}::uuid)`
    default:
      return sql`${reference}`
  }
}

function asText(model: EntityModel, column: string): RawBuilder<unknown> {
  return sql`(${comparable(model, column)})::text`
}

const casts: Readonly<Record<ColumnKind, string>> = {
  uuid: 'uuid',
  optionalUuid: 'uuid',
  text: 'text',
  int: 'bigint',
  bool: 'boolean',
  time: 'timestamptz',
  map: 'jsonb',
  list: 'jsonb',
  json: 'jsonb',
}

/** Rows behind the last one of the page before: equal in the first fields, beyond it in the next one. */
function after(
  model: EntityModel,
  order: readonly OrderField[],
  keys: readonly string[],
): RawBuilder<unknown> {
  const branches = order.map(({ column, descending }, index) => {
    const value = (at: number) => {
      const kind = casts[kindOf(model, order[at]?.column ?? model.id)]
      return sql`${keys[at] ?? ''}::text::${sql.raw(kind)}`
    }
    const equal = order
      .slice(0, index)
      .map((field, at) => sql`${comparable(model, field.column)} = ${value(at)}`)
    const beyond = sql`${comparable(model, column)} ${sql.raw(descending ? '<' : '>')} ${value(index)}`
    return sql`(${sql.join([...equal, beyond], sql` and `)})`
  })
  return sql`(${sql.join(branches, sql` or `)})`
}

function kindOf(model: EntityModel, column: string): ColumnKind {
  return model.columns[column] ?? 'text'
}
