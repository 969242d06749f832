import type { Page } from '@playwright/test'
import { startDashboard } from '#e2e/dashboard.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { type Answer, endless, type OddHub, startOddHub } from '#e2e/odd-hub.ts'
import { london } from '#e2e/places.ts'

// Uses the production build, whose server replaces `fetch`; that is where the waiting came from.
let hub: OddHub
let dashboard: Awaited<ReturnType<typeof startDashboard>>

// In one worker, as each would start dashboards of its own.
test.describe.configure({ mode: 'default' })

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

// It used to take 30 seconds for reads and 91 for values; the bound leaves room for a busy machine.
const atOnceMs = 15_000

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
      // An answer whose body breaks off cannot be forwarded whole, so the call itself fails.
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

test.describe('each page says what is wrong in its place', () => {
  test.use({ expectedStatuses: [404, 418, 500, 501, 502] })
  let odd: OddHub
  let deck: Awaited<ReturnType<typeof startDashboard>>

  test.beforeEach(async ({ page, hub: real }) => {
    odd ??= await startOddHub(real.url)
    deck ??= await startDashboard({
      hubPort: odd.port,
      adminToken: 'x',
      secret: 'a-secret-of-this-file-too-a-secret',
    })
    odd.behave()
    const signedIn = await page.request.post(`${deck.url}/api/session`, {
      data: { token: real.tokenFor('alice@trading.com') },
      headers: { Origin: deck.url },
    })
    expect(signedIn.status(), await signedIn.text()).toBe(200)
  })
  test.afterAll(async () => {
    await deck?.stop()
    odd?.close()
  })

  const facts = { 'Content-Type': 'application/json', 'ConfigHub-Version': '0.8.12', 'X-Request-Id': 'odd-1' }
  const text =
    (body: string, headers = {}, status = 200): Answer =>
    (response) =>
      void response.writeHead(status, { ...facts, ...headers }).end(body)
  const json = (body: unknown) => text(JSON.stringify(body))
  const status = (code: number) => text('', { Location: '/elsewhere' }, code)
  const webPage = text('<html>Sign in</html>', { 'Content-Type': 'text/html' })

  const id = '0f4e7a52-1111-4222-8333-944455566677'
  const alert = (page: Page) => page.getByRole('alert')
  const notice = (page: Page) => page.getByRole('status')
  const units = (page: Page) => expect(page.getByRole('row').nth(5)).toBeVisible()
  const document = (page: Page) => expect(page.getByText('kind: Deployment').first()).toBeVisible()
  const unitPath = `/units/${london}/trade-service`
  const theNames = /The names of people are missing:/

  type Row = readonly [
    name: string,
    path: string,
    asked: string | RegExp,
    answer: Answer,
    where: typeof alert,
    says: readonly RegExp[],
    stays?: (page: Page) => Promise<void>,
  ]
  const rows: readonly Row[] = [
    [
      'explorer: a web page',
      '/units',
      '/unit',
      webPage,
      alert,
      [/not what the API promises/, /GET \/unit .*web page/],
    ],
    [
      'explorer: a field that is missing',
      '/units',
      '/unit',
      json([{ Unit: { UnitID: id, SpaceID: id } }]),
      alert,
      [/0\.Unit\.Slug: expected string, received nothing/],
    ],
    [
      'explorer: a redirect',
      '/units',
      '/unit',
      status(301),
      alert,
      [/sends Hubdeck elsewhere/, /redirect \(301\)/],
    ],
    ['explorer: a status of its own', '/units', '/unit', status(418), alert, [/GET \/unit .*status 418/]],
    [
      'explorer: no people',
      '/units',
      '/user',
      status(501),
      notice,
      [theNames, /does not offer GET \/user \(status 501\)/],
      units,
    ],
    [
      'unit: no list of units',
      unitPath,
      '/unit',
      status(404),
      alert,
      [/Whatever needs this operation does not work here/, /GET \/unit \(status 404\)/],
    ],
    [
      'unit: a document without its hash',
      unitPath,
      /\/unit\/[^/]+\/data$/,
      text('kind: Service'),
      alert,
      [/document of trade-service cannot be read/, /ETag: expected/],
    ],
    [
      'unit: no timeline',
      unitPath,
      /\/unit\/[^/]+\/revision$/,
      status(500),
      alert,
      [/GET \/space\/.+\/revision .*status 500/],
      document,
    ],
    [
      'unit: half of a list',
      unitPath,
      '/revision_data',
      text('[{"RevisionID":'),
      alert,
      [/GET \/revision_data .*only the beginning/],
      document,
    ],
    [
      'changes: no envelope',
      '/changes',
      '/tag',
      json([{ TagID: id, SpaceID: id, Slug: 'a' }]),
      alert,
      [/not what the API promises/, /GET \/tag .*0\.Tag: expected object/],
    ],
    [
      'changes: no people',
      '/changes',
      '/user',
      json([{ UserID: id }]),
      notice,
      [theNames, /GET \/user .*neither a User nor an Error/],
    ],
    [
      'changes: no functions',
      '/changes/new?where=Slug%20%3D%20%27trade-service%27&patch=function',
      '/function',
      status(501),
      alert,
      [/functions of this hub could not be loaded/, /GET \/function/],
    ],
    [
      'activity: a revision without its time',
      '/activity',
      '/revision',
      json([{ Revision: { RevisionID: id, RevisionNum: 1, UnitID: id } }]),
      alert,
      [/0\.Revision\.CreatedAt: expected/],
    ],
    ['activity: no people', '/activity', '/user', text(''), notice, [theNames, /GET \/user .*got nothing/]],
    [
      'connection: nobody',
      '/connection',
      '/me',
      json({ id: 7 }),
      (page) => page.getByRole('listitem'),
      [/GET \/me was answered with status 200, and not with a person/],
    ],
  ]

  const screenOf = ([name]: Row) => name.replace(/:.*/, '')
  for (const [screen, its] of Map.groupBy(rows, screenOf)) {
    test(`on the screen of ${screen}`, async ({ page }) => {
      for (const [name, path, asked, answer, where, says, stays] of its) {
        await test.step(name, async () => {
          odd.behave()
          odd.answerPath(asked, answer)
          await page.goto(`${deck.url}${path}`)

          for (const said of says) await expect(where(page).filter({ hasText: said }).first()).toBeVisible()
          await stays?.(page)
          await expect(page.getByText('Something went wrong on this page')).toBeHidden()
        })
      }
    })
  }

  test('shows an organization without a name in the top bar', async ({ page }) => {
    odd.answerPath(/^\/organization\//, status(501))
    await page.goto(`${deck.url}/units`)
    await units(page)
    await page.getByRole('button', { name: '1 note on this hub' }).click()

    await expect(page.getByRole('dialog', { name: 'Notes on this hub' })).toContainText(
      /name of the organization is missing: This hub does not offer GET \/organization/,
    )
  })

  test('shows a failed search in the palette', async ({ page }) => {
    await page.goto(`${deck.url}/units`)
    await units(page)
    odd.answerPath('/unit', webPage)
    await page.keyboard.press('Control+k')
    await page
      .getByRole('searchbox')
      .or(page.getByRole('textbox', { name: /Search pages/ }))
      .first()
      .fill('trade')

    await expect(alert(page).filter({ hasText: /Units could not be searched: .*GET \/unit / })).toBeVisible()
  })

  test('works with a hub whose gateway removes the version from every answer', async ({ page }) => {
    odd.speak(undefined)
    await page.goto(`${deck.url}/units`)

    await units(page)
  })
})
