import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { compareValues } from '#components/explorer/columns/sort.ts'
import type { UnitRow } from '#components/explorer/columns/unit-row.ts'

export const groupings = ['none', 'environment', 'region', 'continent'] as const
export type Grouping = (typeof groupings)[number]

/** How often each value occurs, most frequent first. */
export type Distribution = readonly { readonly text: string; readonly count: number }[]

export type Group = {
  readonly key: string
  readonly title: string
  readonly rows: readonly UnitRow[]
  /** How many units are in this group because of the Slug of their Space, not because of a label. */
  readonly derived: number
}

/** A line on screen. */
export type GridItem =
  | { readonly kind: 'group'; readonly group: Group; readonly isOpen: boolean }
  | { readonly kind: 'row'; readonly row: UnitRow; readonly index: number }

function groupRows(rows: readonly UnitRow[], grouping: Exclude<Grouping, 'none'>): Group[] {
  const byKey = Map.groupBy(rows, (row) => row[grouping] ?? '')
  return [...byKey]
    .map(([key, members]) => ({
      key,
      title: key === '' ? `no ${grouping}` : key,
      rows: members,
      derived: grouping === 'continent' ? 0 : members.filter((row) => row.derived[grouping]).length,
    }))
    .sort((a, b) => compareGroups(a.key, b.key))
}

function compareGroups(a: string, b: string): number {
  // Units without the dimension are a category of their own, after the others.
  if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1
  return compareValues(a, b)
}

/** Rows in the order of the sort, under their groups; a closed group keeps its line. */
export function gridItems(
  rows: readonly UnitRow[],
  grouping: Grouping,
  closed: ReadonlySet<string>,
): GridItem[] {
  if (grouping === 'none') return rows.map((row, index) => ({ kind: 'row', row, index }))
  const items: GridItem[] = []
  let index = 0
  for (const group of groupRows(rows, grouping)) {
    const isOpen = !closed.has(group.key)
    items.push({ kind: 'group', group, isOpen })
    if (!isOpen) continue
    for (const row of group.rows) {
      items.push({ kind: 'row', row, index })
      index += 1
    }
  }
  return items
}

/** Counts only values that have been read, not those still loading. */
export function distribution(rows: readonly UnitRow[], valueIndex: number): Distribution {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const value = row.values[valueIndex]
    if (value?.kind !== 'value') continue
    counts.set(value.text, (counts.get(value.text) ?? 0) + 1)
  }
  return [...counts]
    .map(([text, count]) => ({ text, count }))
    .sort((a, b) => b.count - a.count || compareValues(a.text, b.text))
}

/** The most frequent value of each column; undefined where no value is the most frequent. */
export function majorities(
  rows: readonly UnitRow[],
  columns: readonly GridColumn[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const column of columns) {
    if (column.valueIndex === undefined) continue
    const [first, second] = distribution(rows, column.valueIndex)
    if (first && first.count > (second?.count ?? 0)) found.set(column.id, first.text)
  }
  return found
}

/** A set value differs from an unset one, but a value that is still loading never counts as different. */
export function differs(row: UnitRow, column: GridColumn, majority: string | undefined): boolean {
  if (majority === undefined || column.valueIndex === undefined) return false
  const value = row.values[column.valueIndex]
  if (value?.kind === 'value') return value.text !== majority
  return value?.kind === 'absent'
}

/** No unit has the path, as far as their documents could be read. Usually that means a typo. */
export function isNobodys(rows: readonly UnitRow[], valueIndex: number): boolean {
  const kinds = new Set(rows.map((row) => row.values[valueIndex]?.kind))
  return kinds.has('absent') && !kinds.has('value') && !kinds.has('loading')
}
