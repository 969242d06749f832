import type { QueryFunctionContext } from '@tanstack/react-query'

/** What the last answer took, from question to answer. */
const tookMs = new WeakMap<object, number>()

/** Between two questions there is at least this much more time than an answer takes. */
const share = 20
/** An answer that hung once holds the next one back no longer than this. */
const longestMs = 5 * 60_000

/**
 * Asks, and keeps in mind how long the answer took, for `pauseAfter`. One that failed cost the hub as much; one that
 * nobody waited for says nothing.
 */
export async function timed<T>(
  { client, queryKey, signal }: QueryFunctionContext,
  ask: () => Promise<T>,
): Promise<T> {
  const started = performance.now()
  try {
    return await ask()
  } finally {
    const query = client.getQueryCache().find({ queryKey, exact: true })
    if (query !== undefined && !signal.aborted) tookMs.set(query, performance.now() - started)
  }
}

/** How long to wait before a timed question is asked again: what costs the hub more is asked less often. */
export function pauseAfter(query: object, leastMs: number): number {
  return Math.min(Math.max(leastMs, Math.round(share * (tookMs.get(query) ?? 0))), longestMs)
}
