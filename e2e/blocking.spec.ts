import type { APIResponse } from '@playwright/test'
import { attacks, bearableMs, meanwhile } from '#e2e/attacks.ts'
import { replicasTo } from '#e2e/change-calls.ts'
import { expect, test } from '#e2e/fixtures.ts'

const mostMiB = 1800

// Two documents for each of the two threads, so that the whole batch would block the others.
const regions = ['lon', 'par', 'ams', 'fra'].map((city) => `'moss-cub-traderx-prod-eu-${city}'`)
const someRegions = `Slug = 'trade-service' AND Space.Slug IN (${regions.join(', ')})`

test.use({ hubUse: 'write' })

test('no patch blocks other people, or uses up the memory of the machine', async ({
  page,
  dashboard,
  signIn,
}) => {
  await signIn()
  const seen: string[] = []

  for (const { name, patch } of attacks) {
    await test.step(name, async () => {
      const sent = await meanwhile(page.request, dashboard.url, () => preview(patch))
      seen.push(`${name}: others waited ${sent.longestMs} ms at most, ${sent.memoryMiB} MiB`)
      expect(sent.longestMs, seen.at(-1)).toBeLessThan(await bearableMs(page.request, dashboard.url))
      expect(sent.memoryMiB, seen.at(-1)).toBeLessThan(mostMiB)
      await expectRefusalOrRows(sent.result)
    })
  }
  console.log(seen.join('\n'))

  async function preview(patch: object): Promise<APIResponse> {
    return page.request.post(`${dashboard.url}/api/previews`, {
      headers: { Origin: dashboard.url },
      data: { selection: { kind: 'query', where: someRegions }, patch },
      timeout: 600_000,
    })
  }
})

test('a stored text that is hard to search blocks nobody', async ({ page, dashboard, hub, signIn }) => {
  await signIn()
  const where = "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-eu'"
  const [found] = await hub.read<{ Unit: { UnitID: string; SpaceID: string } }[]>(
    'alice@trading.com',
    `/unit?where=${encodeURIComponent(where)}`,
  )
  if (found === undefined) throw new Error('no trade-service in prod-eu')
  const { UnitID, SpaceID } = found.Unit
  const head = await hub.call('alice@trading.com', `/space/${SpaceID}/unit/${UnitID}/data`)
  const text = `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: t\nspec:\n  replicas: 1\n  x: ${'a.'.repeat(30_000)}\n`
  await hub.call('alice@trading.com', `/space/${SpaceID}/unit/${UnitID}/data`, {
    method: 'PUT',
    headers: { 'If-Match': head.headers.get('ETag') ?? '', 'Content-Type': 'application/octet-stream' },
    body: text,
  })
  const post = (path: string, data: object) =>
    page.request.post(`${dashboard.url}${path}`, {
      headers: { Origin: dashboard.url },
      data,
      timeout: 600_000,
    })

  const cells = await meanwhile(page.request, dashboard.url, () =>
    post('/api/values', { unitIds: [UnitID], columns: [{ resourceType: '', path: 'spec.x' }] }),
  )
  const rows = await meanwhile(page.request, dashboard.url, () =>
    post('/api/previews', { selection: { kind: 'query', where }, patch: replicasTo(3) }),
  )

  const bearable = await bearableMs(page.request, dashboard.url)
  expect(cells.longestMs, `values: others waited ${cells.longestMs} ms at most`).toBeLessThan(bearable)
  expect(rows.longestMs, `preview: others waited ${rows.longestMs} ms at most`).toBeLessThan(bearable)
  expect(rows.result.status(), await rows.result.text()).toBe(200)
  console.log(`a text of 60 kB: values ${cells.longestMs} ms, preview ${rows.longestMs} ms`)
})

test("one person's large previews leave room for someone else's small one", async ({
  page,
  dashboard,
  signIn,
  playwright,
}) => {
  await signIn('alice@trading.com')
  const bob = await playwright.request.newContext({
    baseURL: dashboard.url,
    extraHTTPHeaders: { Origin: dashboard.url },
  })
  expect((await bob.post('/api/session', { data: { demoUser: 'bob@trading.com' } })).status()).toBe(200)
  const slow = { kind: 'merge', text: `x: [${'a,'.repeat(20_000)}]` }
  const alice = new AbortController()
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  let finished = 0
  const large = async () => {
    const answer = await fetch(`${dashboard.url}/api/previews`, {
      method: 'POST',
      headers: { Origin: dashboard.url, 'Content-Type': 'application/json', Cookie: cookie },
      body: JSON.stringify({ selection: { kind: 'query', where: '' }, patch: slow }),
      signal: alice.signal,
    })
    await answer.text()
    finished++
  }
  const alices = Array.from({ length: 4 }, large)
  const answer = await bob.post('/api/previews', {
    data: {
      selection: { kind: 'query', where: "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-us'" },
      patch: replicasTo(4),
    },
    timeout: 600_000,
  })

  expect(await answer.text()).toContain('"event":"done"')
  // Otherwise nothing was in his way, and the test would prove nothing.
  expect(finished, 'large previews that ended before the small one').toBeLessThan(4)
  alice.abort()
  await Promise.allSettled(alices)
  await bob.dispose()
})

/** Either refused as a whole, naming the limit, or one row per unit. */
async function expectRefusalOrRows(answer: APIResponse): Promise<void> {
  const text = await answer.text()
  if (answer.status() === 200) {
    expect(text).toContain('"event":"done"')
    expect(text.length).toBeLessThan(40 * 1024 * 1024)
    return
  }
  expect([422, 413], text).toContain(answer.status())
  expect(text).toMatch(/"code":"too-large"/)
}
