import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import type { ColumnKind, EntityModel } from '#hub/entities/entity-model.ts'
import { fieldsOf, kindOf, type Row } from '#hub/entities/fields.ts'
import { conditionsOf } from '#hub/query/conditions.ts'
import { readToken, sealOf, writeToken } from '#hub/query/continue-token.ts'
import type { ListParameters, OrderField } from '#hub/query/list-parameters.ts'
import type { Tables } from '#hub/store/tables.ts'
import { zeroId } from '#lib/base/uuid.ts'

export type Page = {
  readonly rows: Row[]
  /** Token of the next page; absent on the last. */
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
  if (limit === undefined) return { rows }
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
  // Not deleted, because that would turn each row into a slow object just before it is read field by field.
  for (const row of page) for (const index of order.keys()) row[`~${index}`] = undefined
  return { rows: page, ...(next === undefined ? {} : { next }) }
}

// Text is ordered by code point, the same on every database; an absent id comes first. Ids that are never absent
// stay bare, so that an index can give the order.
function orderSql(model: EntityModel, { column, descending }: OrderField): RawBuilder<unknown> {
  return sql`${comparable(model, column)} ${sql.raw(descending ? 'desc' : 'asc')}`
}

function comparable(model: EntityModel, column: string): RawBuilder<unknown> {
  const reference = model.ordering?.[column] ?? sql.ref(`${model.table}.${column}`)
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

/** Rows after the last one of the previous page: equal in the first fields, beyond it in the next one. */
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
