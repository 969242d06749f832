import { isRecord } from '#lib/base/records.ts'
import type { ColumnValue } from '#lib/rows/column.ts'
import { countCodes } from '#lib/rows/count-values.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { allRows } from '#lib/rows/sort-rows.ts'

/** A label as a column names it, and how many rows have it. */
export type LabelKey = { readonly id: string; readonly rows: number }

/** Labels of the units and of their Spaces, most frequent first. Each different set of labels is read once. */
export function labelKeys(table: RowTable, count: number): LabelKey[] {
  const rows = allRows(count)
  const found = new Map<string, number>()
  const countKeys = (name: 'labels' | 'spaceId', idsOf: (value: ColumnValue) => readonly string[]) => {
    const column = table.sent(name)
    const counts = countCodes(column, rows)
    for (const [code, value] of column.values.entries()) {
      const more = counts[code] ?? 0
      if (value === undefined || more === 0) continue
      for (const id of idsOf(value)) found.set(id, (found.get(id) ?? 0) + more)
    }
  }
  countKeys('labels', (text) => {
    const labels: unknown = JSON.parse(String(text))
    return isRecord(labels) ? Object.keys(labels).map((key) => `Labels.${key}`) : []
  })
  const spaces = new Map([...table.spaces()].map((space) => [space.SpaceID, space.Labels ?? {}]))
  countKeys('spaceId', (id) => Object.keys(spaces.get(String(id)) ?? {}).map((key) => `Space.Labels.${key}`))
  return [...found].map(([id, each]) => ({ id, rows: each })).sort((a, b) => b.rows - a.rows)
}
