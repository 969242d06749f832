import { compareText } from '#lib/base/code-point-order.ts'
import type { Json } from '#lib/base/json.ts'
import { count } from '#lib/base/plural.ts'
import { remembered } from '#lib/base/remembered.ts'
import { distinctLabels } from '#lib/change/classes/distinct-labels.ts'
import { type Standing, standingOf } from '#lib/change/classes/standing.ts'
import type { PreviewRow } from '#lib/change/model.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import { pathLabel, placeLabel, typeLabel } from '#lib/path/path-label.ts'

export type ChangedRow = Extract<PreviewRow, { status: 'change' }>

/** Units with identical changes, to be read and decided on together. */
export type ChangeClass = {
  readonly key: string
  readonly standing: Standing
  /** `apps/v1/Deployment trade-service: spec.replicas 3 → 5`, or why nothing changes; made distinct for classes that would look the same. */
  readonly label: string
  /** What needs consent, or why ConfigHub would refuse; shown before the label. */
  readonly notes: readonly string[]
  /** What a person should know and need not consent to; shown below the label. */
  readonly remarks: readonly string[]
  readonly rows: readonly PreviewRow[]
  /** Rows that overwrite a local override. */
  readonly overrides: number
  /** Rows that were merged because the unit changed since. */
  readonly merged: number
}

const order: Readonly<Record<Standing, number>> = {
  change: 0,
  consent: 1,
  override: 2,
  unchecked: 3,
  refused: 4,
  failed: 5,
  'no-match': 6,
  unchanged: 7,
}

/** Units that will be written come first, then those that need a decision, then problems, then unchanged units. */
export function groupRows(rows: readonly PreviewRow[]): ChangeClass[] {
  const groups = Map.groupBy(rows, keyOf)
  const classes = [...groups]
    .map(([key, members]) => classOf(key, members))
    .sort(
      (a, b) =>
        order[a.standing] - order[b.standing] || b.rows.length - a.rows.length || compareText(a.key, b.key),
    )
  const labels = distinctLabels(
    classes.map(({ standing, label, notes, remarks, rows: [row] }) => ({
      look: [standing, ...notes, ...remarks].join('\n'),
      label,
      changes: row?.status === 'change' ? row.changes : [],
    })),
  )
  return classes.map((each, at) => ({ ...each, label: labels[at] ?? each.label }))
}

/** Rows come in many bursts, and each time all of them are grouped anew. */
const keyOf = remembered(classKey, new WeakMap<PreviewRow, string>())

function classKey(row: PreviewRow): string {
  if (row.status === 'unchanged') return row.status
  if (row.status !== 'change') return `${row.status} ${row.reason}`
  // Names of resources differ between regions, so they are not part of the key.
  const parts = row.changes.map((change) => `${change.resourceType} ${change.path} ${exact(change)}`)
  return [
    standingOf(row),
    ...notesOf(row),
    ...remarksOf(row),
    ...parts.sort(compareText),
    row.omitted?.digest ?? '',
  ].join('\n')
}

function classOf(key: string, rows: readonly PreviewRow[]): ChangeClass {
  const changed = rows.filter((row) => row.status === 'change')
  const [first] = rows
  return {
    key,
    standing: first === undefined ? 'unchanged' : standingOf(first),
    label: first === undefined ? '' : labelOf(first, changed),
    notes: first === undefined ? [] : notesOf(first),
    remarks: first === undefined ? [] : remarksOf(first),
    rows,
    overrides: changed.filter((row) => row.override === true).length,
    merged: changed.filter((row) => row.merged).length,
  }
}

function notesOf(row: PreviewRow): string[] {
  if (row.status !== 'change') return []
  return row.refusal === undefined ? row.concerns.map(({ text }) => text).sort(compareText) : [row.refusal]
}

function remarksOf(row: PreviewRow): readonly string[] {
  return row.status === 'change' ? (row.remarks ?? []) : []
}

function labelOf(row: PreviewRow, members: readonly ChangedRow[]): string {
  if (row.status === 'unchanged') return 'No change needed'
  if (row.status === 'no-match') return `Nothing to apply to: ${row.reason}`
  if (row.status !== 'change') return row.reason
  const omitted = row.omitted?.count ?? 0
  if (row.changes.length === 0) return omitted === 0 ? 'Formatting only' : count(omitted, 'place')
  const byType = [...Map.groupBy(row.changes, (change) => change.resourceType)]
  const shown = byType
    .slice(0, typesShown)
    .map(([type, changes]) => `${resourceLabel(type, members)}: ${changesLabel(changes)}`)
  return [
    ...shown,
    ...restOf(byType.length - typesShown, 'and other resources'),
    ...restOf(omitted, `and ${count(omitted, 'more place')}`),
  ].join('; ')
}

const typesShown = 3
const changesShown = 2

/** The type, and the name if all units share it, whatever the namespace. */
function resourceLabel(resourceType: string, members: readonly ChangedRow[]): string {
  const names = new Set(
    members.flatMap(({ changes }) =>
      changes.filter((change) => change.resourceType === resourceType).map(nameOf),
    ),
  )
  const [name = ''] = names
  return [typeLabel(resourceType), names.size === 1 ? name : ''].filter(Boolean).join(' ')
}

function nameOf({ resourceName }: PathChange): string {
  return resourceName.slice(resourceName.indexOf('/') + 1)
}

function changesLabel(changes: readonly PathChange[]): string {
  const texts = [
    ...new Set(changes.map((change) => [placeInside(change), changeText(change)].filter(Boolean).join(' '))),
  ]
  const rest = texts.length - changesShown
  return [...texts.slice(0, changesShown), ...restOf(rest, `and ${rest} more`)].join(', ')
}

function restOf(count: number, text: string): string[] {
  return count > 0 ? [text] : []
}

/** How often each value occurs at a path, before and after. */
export type Distribution = {
  readonly path: string
  readonly before: readonly ValueCount[]
  readonly after: readonly ValueCount[]
}
export type ValueCount = { readonly value: string; readonly count: number }

export function distributions(rows: readonly PreviewRow[]): Distribution[] {
  const changes = rows.flatMap((row) => (row.status === 'change' ? row.changes : []))
  const isOfOneType = new Set(changes.map(({ resourceType }) => resourceType)).size < 2
  const placeIn = (change: PathChange) =>
    isOfOneType || change.path === ''
      ? placeLabel(change)
      : `${typeLabel(change.resourceType)}: ${placeLabel(change)}`
  return [...Map.groupBy(changes, placeIn)].map(([path, found]) => ({
    path,
    before: countTexts(found.map((change) => (change.change === 'Add' ? absent : endText(change.from)))),
    after: countTexts(found.map((change) => (change.change === 'Delete' ? absent : endText(change.to)))),
  }))
}

/** Empty for a whole resource, whose name is already shown. */
function placeInside({ path }: PathChange): string {
  return path === '' ? '' : pathLabel(path)
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

function exact({ change, from, to }: PathChange): string {
  return `${change} ${JSON.stringify(from)} ${JSON.stringify(to)}`
}

const absent = '(absent)'

/** Whole resources come without values, and so does a value that could not be located for masking. */
function endText(value: Json | undefined): string {
  return value === undefined ? '(not shown)' : valueText(value)
}

function countTexts(texts: readonly string[]): ValueCount[] {
  return [...Map.groupBy(texts, (text) => text)]
    .map(([value, found]) => ({ value, count: found.length }))
    .sort((a, b) => b.count - a.count || compareText(a.value, b.value))
}

/** A text that would be read as another type stands in quotes: "5" is not 5. */
function valueText(value: Json): string {
  return typeof value === 'string' && !looksTyped(value) ? value : JSON.stringify(value)
}

function looksTyped(text: string): boolean {
  return /^(?:true|false|null|[[{].*)$/s.test(text) || !Number.isNaN(Number(text))
}

function isLarge(value: Json): boolean {
  return (typeof value === 'object' && value !== null) || valueText(value).length > 120
}
