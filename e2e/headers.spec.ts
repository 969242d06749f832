import { once } from 'node:events'
import { type IncomingMessage, request as send } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, test } from '#e2e/fixtures.ts'
import { type Place, places } from '#e2e/places.ts'

test.use({ hubUse: 'read' })

/** Sent as is: clients that correct an address or refuse a method would hide what the server does. */
async function ask(url: string, path: string, method = 'GET') {
  const { hostname, port } = new URL(url)
  const request = send({ hostname, port, path, method })
  request.end()
  const [answer]: IncomingMessage[] = await once(request, 'response')
  if (answer === undefined) throw new Error(`no answer to ${method} ${path}`)
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) }
}

const protective = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
}

test('every page has a policy with a nonce of its own, and only scripts that carry it', async ({
  dashboard,
  page,
  signIn,
}) => {
  await signIn()
  const nonces = new Set<string>()
  for (const { path } of places) {
    const answer = await page.request.get(path)
    const headers = answer.headers()
    expect(headers, path).toMatchObject(protective)
    expect(headers['cache-control'], path).toContain('no-store')
    const scripts = /script-src ([^;]+)/.exec(headers['content-security-policy'] ?? '')?.[1] ?? ''
    expect(scripts, path).not.toContain('unsafe')
    const nonce = /'nonce-([^']+)'/.exec(scripts)?.[1] ?? ''
    expect(nonce.length, path).toBeGreaterThan(20)
    nonces.add(nonce)
    const html = await answer.text()
    const tags = html.match(/<script\b[^>]*>/g) ?? []
    expect(tags.length, path).toBeGreaterThan(3)
    expect(
      tags.filter((tag) => !tag.includes(`nonce="${nonce}"`)),
      path,
    ).toEqual([])
  }
  expect(nonces.size).toBe(places.length)
  expect(dashboard.running()).toBe(true)
})

test('no page violates its own policy', async ({ page, signIn }) => {
  await signIn()
  const broken: string[] = []
  await page.exposeFunction('tellBroken', (directive: string) => broken.push(directive))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      Reflect.get(window, 'tellBroken')(`${effectiveDirective} ${blockedURI}`),
    )
  })
  const pathOf = ({ path }: Place) => path.replace(/[?].*/, '')
  for (const [place] of Map.groupBy(places, pathOf).values()) {
    if (place === undefined) continue
    await page.goto(place.path)
    await place.arrive(page)
  }
  expect(broken).toEqual([])
})

test('a script that is not ours does not run', async ({ context, signIn }) => {
  await signIn()
  // On a page of its own, because the browser logs the refusal as an error.
  const page = await context.newPage()
  await page.goto('/units')
  await expect(page.getByRole('row').nth(5)).toBeVisible()

  const blocked = await page.evaluate(async () => {
    const refused = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective))
    })
    const box = document.createElement('div')
    box.innerHTML = '<img src="/icon.svg?x" onload="window.planted = true">'
    document.body.append(box)
    return { directive: await refused, planted: 'planted' in window }
  })

  expect(blocked).toEqual({ directive: 'script-src-attr', planted: false })
})

const odd = [
  { path: '/units/%E0%A4%A/x', status: 400, code: 'bad-address' },
  { path: '/%', status: 400, code: 'bad-address' },
  { path: '/api/confighub/%zz', status: 400, code: 'bad-address' },
  { path: '/api/nope', status: 404, code: 'not-found' },
  { path: '/api/session/x/y', status: 404, code: 'not-found' },
  { path: '/api', status: 404, code: 'not-found' },
  { path: '/_next/image?url=%2Ficon.svg&w=64&q=75', status: 404, code: 'not-found' },
  { path: '/units', method: 'TRACE', status: 405, code: 'method-not-allowed' },
  { path: '/api/session', method: 'TRACE', status: 405, code: 'method-not-allowed' },
  { path: '/api/changes', method: 'PROPFIND', status: 405, code: 'method-not-allowed' },
] as const

for (const { path, status, code, ...rest } of odd) {
  const method = 'method' in rest ? rest.method : 'GET'
  test(`${method} ${path} is refused with the API's envelope and all headers`, async ({ dashboard }) => {
    const { status: answered, headers, body } = await ask(dashboard.url, path, method)

    expect(answered).toBe(status)
    expect(JSON.parse(body)).toMatchObject({ code, message: expect.stringMatching(/\w/) })
    expect(headers).toMatchObject({ ...protective, 'cache-control': 'no-store' })
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })
}

test('a browser that requests /favicon.ico gets our icon', async ({ page, dashboard }) => {
  const answer = await page.request.get(`${dashboard.url}/favicon.ico`)
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'image/svg+xml'])
})

test('documents and lists must not be cached by the browser', async ({ page, signIn }) => {
  await signIn()
  for (const path of [
    '/api/confighub/unit?limit=1&select=Slug',
    '/api/confighub/unit_data?limit=1',
    '/api/session',
  ]) {
    const answer = await page.request.get(path)
    expect(answer.status(), path).toBe(200)
    expect(answer.headers()['cache-control'], path).toContain('no-store')
  }
})
