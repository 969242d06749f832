import { isRecord } from '#lib/base/records.ts'
import type { ColumnValue } from '#lib/rows/column.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import type { KnownValues } from '#lib/where/complete.ts'

/** A longer list of suggestions is not read by anyone. */
const maxValues = 500

/** Values of the rows on screen, offered as suggestions in the query bar. */
export function knownValues(table: RowTable): KnownValues {
  const known = new Map<string, Set<string>>()
  const add = (attribute: string, value: unknown) => {
    if (typeof value !== 'string' || value === '') return
    const values = known.get(attribute) ?? new Set()
    if (values.size < maxValues) values.add(value)
    known.set(attribute, values)
  }
  for (const slug of table.sent('slug').values) add('Slug', slug)
  for (const slug of table.sent('space').values) add('Space.Slug', slug)
  for (const text of table.sent('labels').values) {
    for (const [key, value] of labelsIn(text)) add(`Labels.${key}`, value)
  }
  for (const { Labels = {} } of table.spaces()) {
    for (const [key, value] of Object.entries(Labels)) add(`Space.Labels.${key}`, value)
  }
  return Object.fromEntries([...known].map(([attribute, values]) => [attribute, [...values].sort()]))
}

function labelsIn(text: ColumnValue | undefined): [string, unknown][] {
  const labels: unknown = typeof text === 'string' ? JSON.parse(text) : undefined
  return isRecord(labels) ? Object.entries(labels) : []
}
