import type { RowTable } from '#lib/rows/row-table.ts'
import type { Baseline } from '#lib/url/baseline.ts'

/** What follows “differs from”. */
export function baselineName(baseline: Baseline, table: RowTable): string {
  switch (baseline.kind) {
    case 'none':
      return ''
    case 'majority':
      return isByName(table) ? 'most rows of the same name' : 'most rows'
    case 'group':
      return 'most rows of the group'
    case 'upstream':
      return 'the upstream unit'
    case 'released':
      return 'the last release'
    case 'region':
      return `most of ${baseline.region} of the same name`
    case 'unit':
      return unitName(baseline.unitId, table)
    case 'at':
      // In the zone of the address, which every reader and the server share.
      return `the revision at ${baseline.time.slice(0, 16).replace('T', ' ')} UTC`
  }
}

/** A unit that is not among the rows has no name here. */
function unitName(unitId: string, table: RowTable): string {
  const row = table.rowOf(unitId)
  if (row === undefined) return 'the chosen unit'
  return `${table.sent('space').textAt(row) ?? ''}/${table.sent('slug').textAt(row) ?? ''}`
}

/** Several names, of which some are there more than once. */
function isByName(table: RowTable): boolean {
  const names = table.sent('slug').valueCount
  return names > 1 && names < table.count
}
