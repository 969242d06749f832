import type { RetryPolicy } from '#lib/confighub/client.ts'

/** How often a call is made at most, by the status that asks to come back later. */
const attempts: Readonly<Record<RetryPolicy, Readonly<Record<number, number>>>> = {
  none: {},
  person: { 429: 2, 502: 2, 503: 2, 504: 2 },
  work: { 429: 4, 502: 2, 503: 4, 504: 2 },
}
/** All waiting for one call together. */
const maxWaitMs: Readonly<Record<RetryPolicy, number>> = { none: 0, person: 1000, work: 10_000 }
const firstBackoffMs = 250

/** Milliseconds until the call may be made again; nothing when its answer stands. */
export function waitBeforeRepeat(
  response: Response,
  retryPolicy: RetryPolicy,
  attempt: number,
  waitedMs: number,
): number | undefined {
  if (attempt >= (attempts[retryPolicy][response.status] ?? 1)) return undefined
  const waitMs = retryAfterMs(response) ?? backoffMs(response.status, retryPolicy, attempt)
  // Whoever is told to wait longer is better told so than kept waiting.
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
  // A gateway that lost its server for a moment has it back at once, or not for this person.
  if (retryPolicy === 'person' && status !== 429) return 0
  return firstBackoffMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)
}
