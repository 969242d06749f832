import { describe, expect, it } from 'vitest'
import type { RetryPolicy } from '#lib/confighub/client.ts'
import { retryAfterMs, waitBeforeRepeat } from '#lib/confighub/repeat.ts'

const answer = (status: number, retryAfter?: string) =>
  new Response(null, { status, headers: retryAfter === undefined ? {} : { 'Retry-After': retryAfter } })

describe('the wait before a call is repeated', () => {
  it.each<[RetryPolicy, number, string | undefined, number, number | undefined]>([
    ['person', 503, undefined, 1, 0],
    ['person', 502, undefined, 1, 0],
    ['person', 503, '0', 1, 0],
    ['person', 429, '1', 1, 1000],
    ['person', 503, '2', 1, undefined],
    ['person', 429, '60', 1, undefined],
    ['person', 503, '0', 2, undefined],
    ['person', 500, undefined, 1, undefined],
    ['person', 401, undefined, 1, undefined],
    ['work', 503, '8', 1, 8000],
    ['work', 503, '11', 1, undefined],
    ['work', 502, '0', 2, undefined],
    ['none', 429, '0', 1, undefined],
    ['none', 503, undefined, 1, undefined],
  ])(
    'for a %s after %i with Retry-After %s, attempt %i, is %s',
    (retryPolicy, status, after, attempt, ms) => {
      expect(waitBeforeRepeat(answer(status, after), retryPolicy, attempt, 0)).toBe(ms)
    },
  )

  it.each<[RetryPolicy, number]>([
    ['person', 1000],
    ['work', 10_000],
  ])('never adds up to more than its retry policy allows: %s', (retryPolicy, most) => {
    for (const status of [429, 502, 503, 504])
      for (const after of [undefined, '0', '1', '3', '8', '9999999999', '-1', 'soon']) {
        let waited = 0
        for (let attempt = 1; attempt < 20; attempt++) {
          const wait = waitBeforeRepeat(answer(status, after), retryPolicy, attempt, waited)
          if (wait === undefined) break
          waited += wait
        }
        expect(waited, `${status} ${after}`).toBeLessThanOrEqual(most)
      }
  })

  it('can be given as a date too', () => {
    expect(retryAfterMs(answer(503, new Date(Date.now() + 60_000).toUTCString()))).toBeGreaterThan(50_000)
    expect(retryAfterMs(answer(503, 'Thu, 01 Jan 1970 00:00:00 GMT'))).toBe(0)
  })
})
