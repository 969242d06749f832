import type { PreviewRow } from '#lib/change/model.ts'

/**
 * The status of a unit in a preview. `change` is written unless it is excluded; `consent` and `override` are written
 * only when they are included; the others are never written.
 */
export type Standing = 'change' | 'consent' | 'override' | 'refused' | 'failed' | 'no-match' | 'unchanged'

/** Each unit has exactly one, so that counts add up. */
export function standingOf(row: PreviewRow): Standing {
  if (row.status !== 'change') return row.status
  if (row.refusal !== undefined) return 'refused'
  if (row.concerns.length > 0) return 'consent'
  return row.override ? 'override' : 'change'
}
