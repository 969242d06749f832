import type { QueryFields } from '#components/query/query-fields.ts'

/** Where the page stands towards what was saved under the id in its address. */
export type SavedState<S> =
  | { readonly kind: 'none' }
  /** Deleted, or not visible to this person. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'same'; readonly saved: S }
  | { readonly kind: 'edited'; readonly saved: S }

export function savedStateOf<S extends { readonly id: string }>(
  savedId: string,
  all: readonly S[] | undefined,
  isSame: (saved: S) => boolean,
): SavedState<S> {
  if (savedId === '' || all === undefined) return { kind: 'none' }
  const saved = all.find(({ id }) => id === savedId)
  if (!saved) return { kind: 'gone' }
  return { kind: isSame(saved) ? 'same' : 'edited', saved }
}

/** As much of a query as an entry of a menu has room for. */
export function shortSummaryOf(fields: QueryFields): string {
  return shortened(summaryOf(fields))
}

export function shortened(summary: string): string {
  return summary.length > 80 ? `${summary.slice(0, 79)}…` : summary
}

/** The whole query in one line. */
export function summaryOf({ where, data, type, computed }: QueryFields): string {
  return (
    [where, data === '' ? '' : `content: ${data}`, type, computed].filter(Boolean).join(' · ') || 'all units'
  )
}
