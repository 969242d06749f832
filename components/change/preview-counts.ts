import type { ChangedRow } from '#lib/change/classes.ts'
import type { PreviewRow } from '#lib/change/model.ts'

export type PreviewCounts = {
  readonly units: number
  readonly change: number
  readonly unchanged: number
  readonly noMatch: number
  readonly failed: number
  readonly overrides: number
  /** Would change, and are left out on purpose. */
  readonly excluded: number
  /** What the write button writes. */
  readonly toWrite: number
}

export function countRows(rows: readonly PreviewRow[], excluded: ReadonlySet<string>): PreviewCounts {
  const of = (status: PreviewRow['status']) => rows.filter((row) => row.status === status).length
  const changed = rows.filter(isChange)
  const left = changed.filter((row) => excluded.has(row.UnitID)).length
  return {
    units: rows.length,
    change: changed.length,
    unchanged: of('unchanged'),
    noMatch: of('no-match'),
    failed: of('failed'),
    overrides: changed.filter((row) => row.override).length,
    excluded: left,
    toWrite: changed.length - left,
  }
}

export function isChange(row: PreviewRow): row is ChangedRow {
  return row.status === 'change'
}

/** What is written: changed and not left out. */
export function rowsToWrite(rows: readonly PreviewRow[], excluded: ReadonlySet<string>): ChangedRow[] {
  return rows.filter(isChange).filter((row) => !excluded.has(row.UnitID))
}

/** Whether a class is wholly in, wholly out, or in part. */
export function inclusionOf(
  rows: readonly PreviewRow[],
  excluded: ReadonlySet<string>,
): 'all' | 'none' | 'some' {
  const out = rows.filter((row) => excluded.has(row.UnitID)).length
  if (out === 0) return 'all'
  return out === rows.length ? 'none' : 'some'
}

/** Leaves units out, or takes them in again. */
export function withExcluded(
  excluded: readonly string[],
  unitIds: readonly string[],
  isExcluded: boolean,
): string[] {
  const set = new Set(excluded)
  for (const id of unitIds) {
    if (isExcluded) set.add(id)
    else set.delete(id)
  }
  return [...set]
}
