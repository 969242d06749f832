import { describe, expect, it } from 'vitest'
import { errorAdvice } from '#components/ui/error/error-advice.ts'
import { failureOf } from '#components/ui/error/failure.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

function adviceFor(status: number, code?: string) {
  return errorAdvice(failureOf(new ConfigHubError({ status, code, operation: 'GET /unit', message: 'why' })))
}

describe('the code determines the advice, whatever the status', () => {
  // In the browser a malformed answer has status 200; through one of our routes it is a 502.
  it.each([
    ['schema', [200, 502], /not what the API promises/],
    ['not-offered', [404, 405, 501, 502], /Not offered by this hub/],
    ['old-generation', [200, 502], /too old/],
    ['hub-redirects', [502], /elsewhere/],
  ] as const)('%s', (code, statuses, title) => {
    for (const status of statuses) {
      expect(adviceFor(status, code)).toMatchObject({
        title: expect.stringMatching(title),
        needsConnectionTest: true,
      })
    }
  })
})

it.each([
  [0, /Can't reach ConfigHub/],
  [404, /Not found/],
  [418, /Something went wrong/],
  [500, /ConfigHub has a problem/],
  [502, /Can't reach ConfigHub/],
  [503, /Can't reach ConfigHub/],
])('status %i without a code of ours gets advice for the status', (status, title) => {
  expect(adviceFor(status).title).toMatch(title)
})

it('an error names the operation that failed', () => {
  const error = new ConfigHubError({ status: 500, operation: 'GET /unit', message: 'why' })
  expect(failureOf(error)).toMatchObject({ message: 'why', operation: 'GET /unit', status: 500 })
})
