import { count } from '#lib/base/plural.ts'
import type { ChangedRow } from '#lib/change/classes/classes.ts'
import { type Standing, standingOf } from '#lib/change/classes/standing.ts'
import type { PreviewRow } from '#lib/change/model.ts'

/** What a person decided about the units of a preview, by id. */
export type Choice = {
  /** Excluded, though they would be written by default. */
  readonly excluded: ReadonlySet<string>
  /** Included, though they are excluded by default: local overrides, and units that need consent. */
  readonly included: ReadonlySet<string>
}

export function isChange(row: PreviewRow): row is ChangedRow {
  return row.status === 'change'
}

const choosable: ReadonlySet<Standing> = new Set(['change', 'consent', 'override'])

/** Whether a person can decide about it: it changes, and ConfigHub would accept it. */
export function isChoosable(row: PreviewRow): row is ChangedRow {
  return choosable.has(standingOf(row))
}

export function isIncluded(row: PreviewRow, { excluded, included }: Choice): row is ChangedRow {
  if (!isChoosable(row)) return false
  return standingOf(row) === 'change' ? !excluded.has(row.UnitID) : included.has(row.UnitID)
}

/** What is written. */
export function rowsToWrite(rows: readonly PreviewRow[], choice: Choice): ChangedRow[] {
  return rows.filter((row) => isIncluded(row, choice))
}

/** What needs consent and is written. */
export function consentedRows(rows: readonly PreviewRow[], choice: Choice): ChangedRow[] {
  return rowsToWrite(rows, choice).filter((row) => standingOf(row) === 'consent')
}

/** One part of a preview. Every unit is in exactly one part. */
export type Part = {
  readonly kind: 'written' | 'excluded' | Exclude<Standing, 'change'>
  readonly count: number
  /** `3 need consent` */
  readonly text: string
}

const order: readonly Part['kind'][] = [
  'written',
  'consent',
  'override',
  'unchecked',
  'excluded',
  'unchanged',
  'no-match',
  'refused',
  'failed',
]

/** The parts of a preview that have units; their counts add up to the number of rows. */
export function partsOf(rows: readonly PreviewRow[], choice: Choice): Part[] {
  const counts = Map.groupBy(rows, (row) => partOf(row, choice))
  return order.flatMap((kind) => {
    const units = counts.get(kind)?.length ?? 0
    return units === 0 ? [] : { kind, count: units, text: partText(kind, units) }
  })
}

function partOf(row: PreviewRow, choice: Choice): Part['kind'] {
  if (isIncluded(row, choice)) return 'written'
  const standing = standingOf(row)
  return standing === 'change' ? 'excluded' : standing
}

function partText(kind: Part['kind'], units: number): string {
  const figure = units.toLocaleString('en')
  switch (kind) {
    case 'written':
      return count(units, 'changes', 'change')
    case 'consent':
      return `${count(units, 'needs', 'need')} consent`
    case 'override':
      return `${count(units, 'override')} excluded`
    case 'unchecked':
      return `${figure} not checked yet`
    case 'excluded':
      return `${figure} excluded`
    case 'unchanged':
      return `${figure} no change`
    case 'no-match':
      return `${figure} with nothing to apply to`
    case 'refused':
      return `${figure} refused`
    case 'failed':
      return `${figure} failed`
    default:
      return kind satisfies never
  }
}

/** `40 change · 3 need consent · 7 no change = 50 units` */
export function countsText(rows: readonly PreviewRow[], choice: Choice): string {
  const parts = partsOf(rows, choice).map(({ text }) => text)
  return parts.length === 0 ? 'No unit' : `${parts.join(' · ')} = ${count(rows.length, 'unit')}`
}

/** Whether a class is included wholly, partly, or not at all. */
export function inclusionOf(rows: readonly PreviewRow[], choice: Choice): 'all' | 'none' | 'some' {
  const written = rowsToWrite(rows, choice).length
  if (written === rows.length) return 'all'
  return written === 0 ? 'none' : 'some'
}
