import { type RawBuilder, sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'
import { whereDataSql } from '#hub/query/where-data-sql.ts'
import { whereSql } from '#hub/query/where-sql.ts'
import { resourceFormatSql } from '#hub/store/resource-format.ts'
import type { WhereError } from '#lib/where/ast.ts'
import { type CheckedTerm, readWhere } from '#lib/where/check.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'

export type Selection = {
  readonly where: string
  readonly whereData: string
  readonly resourceType: string
  readonly contains: string
}

/**
 * The conditions of `where`, `where_data`, `resource_type` and `contains`, all of which have to hold (contract 5.1, 6, 7);
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

/** Whether an expression names entities by Slug or id, or asks about HiddenReason: then hidden ones are found (contract 5.1). */
export function namesHidden(model: EntityModel, text: string): boolean {
  if (text.trim() === '') return false
  const where = readWhere(text, model.table)
  return (
    where.ok &&
    where.value.terms.some(
      (term) =>
        term.left.of === model.table &&
        (term.left.attribute === 'HiddenReason' ||
          (isNamed(term) && [model.id, 'Slug'].includes(term.left.attribute))),
    )
  )
}

function isNamed(term: CheckedTerm): boolean {
  if (term.truth !== undefined) return false
  return term.kind === 'in'
    ? !term.not
    : term.kind === 'compare' && term.op === '=' && term.right.kind !== 'ref'
}

function dataCondition(model: EntityModel, { whereData, resourceType }: Selection): RawBuilder<unknown> {
  if (model.table !== 'Unit') throw new Failure(400, 'where_data and resource_type select Units only.')
  const data = parseWhereData(whereData)
  if (!data.ok) throw badExpression('where_data', whereData, data.error)
  const types = resourceType === '' || resourceType === '*' ? {} : { resourceType }
  const stored = {
    dataHash: sql.ref('Unit.DataHash'),
    format: resourceFormatSql(sql.ref('Unit.ToolchainType')),
  }
  return sql`${whereDataSql(data.value, types, stored)}`
}

function badExpression(parameter: string, text: string, error: WhereError): Failure {
  const at = error.span.start
  const near = text.slice(at, at + 24)
  return new Failure(
    400,
    `${parameter}: ${error.message} (at character ${at + 1}${near === '' ? '' : `, "${near}"`})`,
  )
}

/** Any text field, map key or map value holds the text, ignoring case (contract 7.2). */
function containsSql(model: EntityModel, text: string): RawBuilder<unknown> {
  const separator = separatorFor(text)
  const wanted = sql`lower(${text})`
  // One text instead of many: over thousands of rows, folding the case of each would take most of the time.
  const isIn = (parts: readonly RawBuilder<unknown>[]) =>
    sql`strpos(lower(concat_ws(${separator}::text, ${sql.join(parts)})), ${wanted}) > 0`
  const answered = Object.entries(model.columns).filter(([column]) => !model.internal?.includes(column))
  const columns = answered.map(([column, kind]) => ({
    kind,
    reference: sql.ref(`${model.table}.${column}`),
  }))
  const texts = columns.filter(({ kind }) => kind === 'text').map(({ reference }) => reference)
  const maps = columns
    .filter(({ kind }) => kind === 'map')
    .map(({ reference }) => {
      const entry = isIn([sql`entry.key`, sql`entry.value`])
      return sql`(${reference} <> '{}' and exists (select 1 from jsonb_each_text(${reference}) as entry where ${entry}))`
    })
  return sql`(${sql.join([...(texts.length > 0 ? [isIn(texts)] : []), ...maps], sql` or `)})`
}

/** Separates two fields; never part of a search text. */
function separatorFor(text: string): string {
  for (let code = 1; ; code += 1) {
    const separator = String.fromCharCode(code)
    if (!text.includes(separator)) return separator
  }
}
