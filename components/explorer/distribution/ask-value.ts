import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { absent } from '#lib/rows/column.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { cellsOf } from '#lib/rows/unit-columns.ts'
import { printCondition, printConditions } from '#lib/where/boolean/conditions.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'

/** Attributes that hold exactly what their column shows. */
const attributes: Readonly<Record<string, string>> = {
  unit: 'Slug',
  space: 'Space.Slug',
  head: 'HeadRevisionNum',
  by: 'HeadRevision.UserID',
  continent: 'Space.Labels.Continent',
  description: 'LastChangeDescription',
  hash: 'DataHash',
}

/** The query narrowed to units with the value of a row in this column, or to those without it; or why it cannot be. */
export function askValue(
  where: string,
  table: RowTable,
  column: GridColumn,
  row: number,
  how: 'is' | 'isNot',
): { readonly where: string } | { readonly reason: string } {
  const isLabel = column.cells === 'label' || column.cells === 'spaceLabel'
  const attribute = isLabel ? column.id : attributes[column.id]
  if (attribute === undefined) return { reason: `No condition asks for the column ${column.title}.` }
  const cells = cellsOf(table, column, column.id)
  const value = cells.valueAt(row)
  const hasNone = cells.codeAt(row) === absent
  if (value === undefined && !hasNone) return { reason: 'The value was not read, so it is unknown.' }
  if (/['"\\\p{Cc}•]/u.test(String(value))) return { reason: 'A query cannot hold this value.' }
  const text = hasNone ? absence(attribute, how) : comparison(attribute, value ?? '', how)
  const [read, added] = [readConditions(where, 'Unit'), readConditions(text, 'Unit')]
  if (!read.ok || !added.ok) return { reason: 'The query cannot be read.' }
  const known = new Set(read.value.all.map((condition) => printCondition(condition)))
  const others = added.value.all.filter((condition) => !known.has(printCondition(condition)))
  return { where: printConditions({ all: [...read.value.all, ...others] }) }
}

function absence(attribute: string, how: 'is' | 'isNot'): string {
  return how === 'is' ? `${attribute} IS NULL` : `${attribute} IS NOT NULL`
}

/** Where the attribute is not set, a comparison would be unknown and leave the unit out. */
function comparison(attribute: string, value: string | number, how: 'is' | 'isNot'): string {
  const literal = typeof value === 'number' ? String(value) : `'${value}'`
  if (how === 'is') return `${attribute} = ${literal}`
  return attribute.includes('Labels.')
    ? `${attribute} != ${literal} IS NOT FALSE`
    : `${attribute} != ${literal}`
}
