import type { PreviewRow } from '#lib/change/model.ts'
import type { Json, PathChange } from '#lib/config/patch.ts'
import { pathLabel } from '#lib/config/path-label.ts'

export type ChangedRow = Extract<PreviewRow, { status: 'change' }>

/** Units to which the same thing happens: read once, decided once. */
export type ChangeClass = {
  readonly key: string
  readonly status: PreviewRow['status']
  /** `spec.replicas 3 → 5`, or why nothing happens. */
  readonly label: string
  readonly rows: readonly PreviewRow[]
  /** Rows that write over a local override of their upstream. */
  readonly overrides: number
  /** Rows that were merged because the unit moved on. */
  readonly merged: number
}

/** How often each value stands at a path, before and after. */
export type Distribution = {
  readonly path: string
  readonly before: readonly ValueCount[]
  readonly after: readonly ValueCount[]
}
export type ValueCount = { readonly value: string; readonly count: number }

const order: Readonly<Record<PreviewRow['status'], number>> = {
  change: 0,
  failed: 1,
  'no-match': 2,
  unchanged: 3,
}

/** Largest classes first, problems next, units that stay as they are last. */
export function groupRows(rows: readonly PreviewRow[]): ChangeClass[] {
  const groups = Map.groupBy(rows, classKey)
  return [...groups]
    .map(([key, members]) => classOf(key, members))
    .sort(
      (a, b) => order[a.status] - order[b.status] || b.rows.length - a.rows.length || compare(a.key, b.key),
    )
}

export function distributions(rows: readonly PreviewRow[]): Distribution[] {
  const changes = rows.flatMap((row) => (row.status === 'change' ? row.changes : []))
  return [...Map.groupBy(changes, (change) => placeOf(change))].map(([path, found]) => ({
    path,
    before: countTexts(found.map((change) => (change.change === 'Add' ? absent : endText(change.from)))),
    after: countTexts(found.map((change) => (change.change === 'Delete' ? absent : endText(change.to)))),
  }))
}

function placeOf({ path, resourceType }: PathChange): string {
  return path === '' ? resourceType : pathLabel(path)
}

/** `3 → 5`, `added latest`, `removed 3`. */
function changeText({ change, from, to }: PathChange): string {
  if (change === 'Add') return to === undefined || isLarge(to) ? 'added' : `added ${valueText(to)}`
  if (change === 'Delete') {
    return from === undefined || isLarge(from) ? 'removed' : `removed ${valueText(from)}`
  }
  if (from === undefined || to === undefined || isLarge(from) || isLarge(to)) return 'changed'
  return `${valueText(from)} → ${valueText(to)}`
}

function classKey(row: PreviewRow): string {
  if (row.status === 'change') {
    // Names of resources differ from region to region; the change is the same.
    const parts = row.changes.map((change) => `${change.resourceType} ${placeOf(change)} ${exact(change)}`)
    return `change ${parts.sort(compare).join('\n')} ${row.untold?.digest ?? ''}`
  }
  return row.status === 'unchanged' ? row.status : `${row.status} ${row.reason}`
}

function classOf(key: string, rows: readonly PreviewRow[]): ChangeClass {
  const changed = rows.filter((row) => row.status === 'change')
  const [first] = rows
  return {
    key,
    status: first?.status ?? 'unchanged',
    label: first === undefined ? '' : labelOf(first),
    rows,
    overrides: changed.filter((row) => row.override).length,
    merged: changed.filter((row) => row.merged).length,
  }
}

function labelOf(row: PreviewRow): string {
  if (row.status === 'unchanged') return 'No change: already as wanted'
  if (row.status !== 'change') return row.reason
  const texts = row.changes.map((change) => `${placeOf(change)} ${changeText(change)}`)
  const untold = row.untold?.count ?? 0
  if (texts.length === 0) return untold === 0 ? 'Formatting only' : `${untold} places`
  const shown = [...new Set(texts)].slice(0, 2).join(', ')
  const rest = Math.max(new Set(texts).size - 2, 0) + untold
  return rest > 0 ? `${shown} and ${rest} more` : shown
}

function exact({ change, from, to }: PathChange): string {
  return `${change} ${JSON.stringify(from)} ${JSON.stringify(to)}`
}

const absent = '(absent)'

/** Whole resources come without their values, and so does what is not found again to be masked. */
function endText(value: Json | undefined): string {
  return value === undefined ? '(not shown)' : valueText(value)
}

function countTexts(texts: readonly string[]): ValueCount[] {
  return [...Map.groupBy(texts, (text) => text)]
    .map(([value, found]) => ({ value, count: found.length }))
    .sort((a, b) => b.count - a.count || compare(a.value, b.value))
}

function valueText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isLarge(value: Json): boolean {
  return (typeof value === 'object' && value !== null) || valueText(value).length > 120
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
