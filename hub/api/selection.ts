import { type RawBuilder, sql } from 'kysely'
import type { EntityModel } from '#hub/api/entity-model.ts'
import { Failure } from '#hub/api/failure.ts'
import { whereDataSql } from '#hub/where-data-sql.ts'
import { whereSql } from '#hub/where-sql.ts'
import type { WhereError } from '#lib/where/ast.ts'
import { readWhere } from '#lib/where/check.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'

export type Selection = {
  readonly where: string
  readonly whereData: string
  readonly resourceType: string
  readonly contains: string
}

/**
 * The conditions of `where`, `where_data`, `resource_type` and `contains`, all of which have to hold (5.1, 6, 7);
 * related entities in `hidden` Spaces count as absent.
 */
export function selectionSql(
  model: EntityModel,
  selection: Selection,
  hidden: readonly string[] = [],
): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = []
  if (selection.where.trim() !== '') {
    const where = readWhere(selection.where, model.table)
    if (!where.ok) throw badExpression('where', selection.where, where.error)
    conditions.push(sql`${whereSql(where.value, model.table, hidden)}`)
  }
  if (selection.whereData !== '' || selection.resourceType !== '')
    conditions.push(dataCondition(model, selection))
  if (selection.contains !== '') conditions.push(containsSql(model, selection.contains))
  return conditions
}

function dataCondition(model: EntityModel, { whereData, resourceType }: Selection): RawBuilder<unknown> {
  if (model.table !== 'Unit') throw new Failure(400, 'where_data and resource_type select Units only.')
  const data = parseWhereData(whereData)
  if (!data.ok) throw badExpression('where_data', whereData, data.error)
  const types = resourceType === '' || resourceType === '*' ? {} : { resourceType }
  return sql`${whereDataSql(data.value, types, sql.ref('Unit.DataHash'))}`
}

function badExpression(parameter: string, text: string, error: WhereError): Failure {
  const at = error.span.start
  const near = text.slice(at, at + 24)
  return new Failure(
    400,
    `${parameter}: ${error.message} (at character ${at + 1}${near === '' ? '' : `, "${near}"`})`,
  )
}

/** Any text field, map key or map value holds the text, ignoring case (7.2). */
function containsSql(model: EntityModel, text: string): RawBuilder<unknown> {
  const fields = Object.entries(model.columns).flatMap(([column, kind]) => {
    const reference = sql.ref(`${model.table}.${column}`)
    if (kind === 'text') return [sql`strpos(lower(${reference}), lower(${text})) > 0`]
    if (kind !== 'map') return []
    return [
      sql`exists (select 1 from jsonb_each_text(${reference}) as entry where strpos(lower(entry.key), lower(${text})) > 0 or strpos(lower(entry.value), lower(${text})) > 0)`,
    ]
  })
  return sql`(${sql.join(fields, sql` or `)})`
}
