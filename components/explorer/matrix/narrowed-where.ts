import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { holdsMasks } from '#components/ui/masked-note.tsx'
import { isUnread } from '#lib/rows/column.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { cellsOf } from '#lib/rows/unit-columns.ts'
import { withTerm } from '#lib/where/boolean/chips.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'
import { type Draft, termFrom } from '#lib/where/builder.ts'

/** How a query names what a column shows. */
const attributes: Readonly<Record<string, string>> = {
  unit: 'Slug',
  space: 'Space.Slug',
  environment: 'Space.Labels.Environment',
  region: 'Space.Labels.Region',
  continent: 'Space.Labels.Continent',
}
/** All units of a Space share these, so its name stands for the value. */
const ofSpaces: readonly GridColumn['cells'][] = ['environment', 'region', 'continent', 'spaceLabel']
/** More make a query that nobody reads. */
const mostNames = 60

/** The query narrowed to these rows, which share their values in these columns; undefined when it cannot say that. */
export function narrowedWhere(
  where: string,
  table: RowTable,
  columns: readonly GridColumn[],
  rows: Uint32Array,
): string | undefined {
  let narrowed: string | undefined = where
  for (const column of columns) {
    const read = readConditions(narrowed, 'Unit')
    const draft = draftFor(table, column, rows)
    const term = draft && termFrom(draft, 'Unit')
    if (!read.ok || term?.ok !== true) return undefined
    narrowed = withTerm(read.value, term.value)
  }
  return narrowed
}

function draftFor(table: RowTable, column: GridColumn, rows: Uint32Array): Draft | undefined {
  const cells = cellsOf(table, column, column.id)
  const code = cells.codeAt(rows[0] ?? 0)
  const value = cells.values[code]
  if (isUnread(code) || (value !== undefined && holdsMasks(String(value)))) return undefined
  const isDerived =
    (column.cells === 'environment' || column.cells === 'region') &&
    table.countDerived(column.cells, rows) > 0
  if (value !== undefined && !isDerived)
    return { attribute: attributes[column.id] ?? column.id, operator: '=', values: [String(value)] }
  if (column.cells === 'label') return { attribute: column.id, operator: 'IS NULL', values: [] }
  if (!ofSpaces.includes(column.cells)) return undefined
  // What is derived from a Slug is no label, and what has no value cannot be asked for: their Spaces can.
  const spaces = table.sent('space')
  const names = new Set<string>()
  for (const row of rows) names.add(spaces.textAt(row) ?? '')
  if (names.size > mostNames) return undefined
  return { attribute: 'Space.Slug', operator: 'IN', values: [...names].sort() }
}
