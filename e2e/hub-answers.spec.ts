import type { ServerResponse } from 'node:http'
import { startDashboard } from '#e2e/dashboard.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { endless, type OddHub, startOddHub } from '#e2e/odd-hub.ts'

// Through the production build: its server replaces `fetch`, and that is where the waiting came from.
let hub: OddHub
let dashboard: Awaited<ReturnType<typeof startDashboard>>

test.beforeAll(async () => {
  hub = await startOddHub()
  dashboard = await startDashboard({
    hubPort: hub.port,
    adminToken: 'x',
    secret: 'a-secret-of-this-file-a-secret-of-this',
  })
})
test.afterAll(async () => {
  await dashboard.stop()
  hub.close()
})

test.use({ hubUse: 'read', expectedStatuses: [401, 499, 500, 502, 503, 504] })

type Answer = (response: ServerResponse) => void
const head =
  (status: number, headers: Record<string, string>, body: Answer): Answer =>
  (response) => {
    response.writeHead(status, headers)
    response.flushHeaders()
    body(response)
  }
const silent: Answer = () => undefined
const cut: Answer = (response) => response.socket?.destroy()

const answers: readonly { name: string; answer: Answer; statuses: readonly number[] }[] = [
  { name: '401 with a body that does not end', answer: head(401, {}, endless), statuses: [401] },
  { name: '401 with a body that does not come', answer: head(401, {}, silent), statuses: [401] },
  { name: '302', answer: head(302, { Location: 'http://evil.test/' }, endless), statuses: [502] },
  { name: '307', answer: head(307, { Location: '/elsewhere' }, silent), statuses: [502] },
  { name: '502 with a body that does not end', answer: head(502, {}, endless), statuses: [502] },
  {
    name: '503 with a body that does not come',
    answer: head(503, { 'Retry-After': '0' }, silent),
    statuses: [503],
  },
  {
    name: '503 that asks for a minute',
    answer: head(503, { 'Retry-After': '60' }, endless),
    statuses: [503],
  },
  { name: '504 with a large page', answer: head(504, {}, (r) => r.end('x'.repeat(4e6))), statuses: [504] },
  { name: 'a connection that is reset', answer: cut, statuses: [502] },
  {
    name: 'one that is reset after the headers',
    answer: head(200, { 'Content-Length': '9' }, cut),
    statuses: [200, 500, 502],
  },
]

// It took 30 seconds on reads and 91 on values; a busy machine may take some of these.
const atOnceMs = 5000

for (const { name, answer, statuses } of answers) {
  test(`${name} reaches the page at once`, async ({ page }) => {
    const signedIn = await page.request.post(`${dashboard.url}/api/session`, {
      data: { token: 'any-token-will-do' },
      headers: { Origin: dashboard.url },
    })
    expect(signedIn.status()).toBe(200)
    hub.answerUnits(answer)

    for (const call of [
      () => page.request.get(`${dashboard.url}/api/confighub/unit?limit=1`),
      () =>
        page.request.post(`${dashboard.url}/api/values`, {
          headers: { Origin: dashboard.url },
          data: {
            unitIds: ['00000000-0000-4000-8000-000000000003'],
            columns: [{ resourceType: 'v1/Service', path: 'spec' }],
          },
        }),
    ]) {
      const started = performance.now()
      // An answer that breaks off in its body has no whole to hand on: the call itself fails.
      const status = await call().then(
        (response) => response.status(),
        () => 500,
      )
      expect(performance.now() - started).toBeLessThan(atOnceMs)
      expect(statuses).toContain(status)
      // A refused token ends the session.
      if (status === 401)
        await page.request.post(`${dashboard.url}/api/session`, {
          data: { token: 'any-token-will-do' },
          headers: { Origin: dashboard.url },
        })
    }
  })
}

test('the page says what is wrong', async ({ page }) => {
  await page.request.post(`${dashboard.url}/api/session`, {
    data: { token: 'any-token-will-do' },
    headers: { Origin: dashboard.url },
  })
  hub.answerUnits(head(503, {}, endless))
  await page.goto(`${dashboard.url}/units`)

  await expect(page.getByRole('alert').filter({ hasText: 'status 503' })).toBeVisible()
})
