import type { RetryPolicy } from '#lib/confighub/client.ts'

/** How many attempts a call gets at most, by the status that asks to come back later. */
const attempts: Readonly<Record<RetryPolicy, Readonly<Record<number, number>>>> = {
  none: {},
  person: { 429: 2, 502: 2, 503: 2, 504: 2 },
  work: { 429: 4, 502: 2, 503: 4, 504: 2 },
}
/** The total waiting time of one call. */
const maxWaitMs: Readonly<Record<RetryPolicy, number>> = { none: 0, person: 1000, work: 10_000 }
const firstBackoffMs = 250

/** Milliseconds until the next attempt; undefined when the answer is final. */
export function waitBeforeRepeat(
  response: Response,
  retryPolicy: RetryPolicy,
  attempt: number,
  waitedMs: number,
): number | undefined {
  if (attempt >= (attempts[retryPolicy][response.status] ?? 1)) return undefined
  const waitMs = retryAfterMs(response) ?? backoffMs(response.status, retryPolicy, attempt)
  // It is better to report a longer wait than to keep a person waiting.
  return waitedMs + waitMs > maxWaitMs[retryPolicy] ? undefined : waitMs
}

/** What `Retry-After` asks for, in seconds or as a date. */
export function retryAfterMs(response: Response): number | undefined {
  const text = response.headers.get('Retry-After')?.trim() ?? ''
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now())
}

function backoffMs(status: number, retryPolicy: RetryPolicy, attempt: number): number {
  // A gateway that briefly lost its server recovers at once, or not soon enough for a person.
  if (retryPolicy === 'person' && status !== 429) return 0
  return firstBackoffMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)
}
