import { type QueryFields, sameQuery } from '#components/query/read-query.ts'
import type { SavedQuery } from '#lib/confighub/saved-query.ts'

/** Where the page stands towards the saved query that its address names. */
export type SavedState =
  | { readonly kind: 'none' }
  /** Deleted, or not visible to this person. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'same'; readonly saved: SavedQuery }
  | { readonly kind: 'edited'; readonly saved: SavedQuery }

export function savedStateOf(
  savedId: string,
  all: readonly SavedQuery[] | undefined,
  query: QueryFields,
): SavedState {
  if (savedId === '' || all === undefined) return { kind: 'none' }
  const saved = all.find(({ id }) => id === savedId)
  if (!saved) return { kind: 'gone' }
  return { kind: sameQuery(saved, query) ? 'same' : 'edited', saved }
}

/** As much of a query as an entry of a menu has room for. */
export function shortSummaryOf(fields: QueryFields): string {
  const summary = summaryOf(fields)
  return summary.length > 80 ? `${summary.slice(0, 79)}…` : summary
}

/** The whole query in one line. */
export function summaryOf({ where, data, type }: QueryFields): string {
  return [where, data === '' ? '' : `content: ${data}`, type].filter(Boolean).join(' · ') || 'all units'
}
