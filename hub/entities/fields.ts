import { type RawBuilder, sql } from 'kysely'
import type { ColumnKind, EntityModel } from '#hub/entities/entity-model.ts'

export type Row = Record<string, unknown>

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

/** Empty values are left out of answers, and most fields are empty. NULL is cheap to send and to read. */
function columnSql(model: EntityModel, name: string, empties: 'kept' | 'null'): RawBuilder<unknown> {
  const column = sql.ref(`${model.table}.${name}`)
  const empty = empties === 'null' ? emptyText[kindOf(model, name)] : undefined
  return empty === undefined ? sql`${column}` : sql`nullif(${column}, ${sql.raw(empty)}) as ${sql.id(name)}`
}

export function kindOf(model: EntityModel, column: string): ColumnKind {
  return model.columns[column] ?? 'text'
}
