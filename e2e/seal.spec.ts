import type { APIResponse } from '@playwright/test'
import { commit, preview, replicasTo, tradeInProduction } from '#e2e/change-calls.ts'
import { startDashboard } from '#e2e/dashboard.ts'
import { expect, test } from '#e2e/fixtures.ts'
import type { Hub } from '#e2e/hub.ts'

// Refused commits write nothing, which each test checks on the hub itself.
test.use({ hubUse: 'read' })

const patch = replicasTo(5)
let headsBefore: string

test.beforeEach(async ({ hub, signIn }) => {
  await signIn('alice@trading.com')
  headsBefore = await heads(hub)
})

test.afterEach(async ({ hub }) => {
  expect(await heads(hub), 'nothing was written').toBe(headsBefore)
})

test('an altered seal is refused', async ({ page, dashboard, hub }) => {
  const { seal } = await preview(page.request, dashboard.url, { where: tradeInProduction, patch })
  const middle = Math.floor(seal.length / 3)
  const tampered = `${seal.slice(0, middle)}${seal[middle] === 'A' ? 'B' : 'A'}${seal.slice(middle + 1)}`

  const answer = await commit(page.request, dashboard.url, await request(hub, tampered))

  await expectRefusal(answer, 'seal-tampered')
})

test('a seal signed with another secret is refused', async ({ page, dashboard, hub, stage }) => {
  const elsewhere = await startDashboard({
    hubPort: stage.hubPort,
    adminToken: stage.adminToken,
    secret: 'another-secret-another-secret-another',
  })
  try {
    const session = await page.context().browser()?.newContext()
    if (session === undefined) throw new Error('no browser')
    const signedIn = await session.request.post(`${elsewhere.url}/api/session`, {
      data: { demoUser: 'alice@trading.com' },
      headers: { Origin: elsewhere.url },
    })
    expect(signedIn.status()).toBe(200)
    const { seal } = await preview(session.request, elsewhere.url, { where: tradeInProduction, patch })
    await session.close()

    const answer = await commit(page.request, dashboard.url, await request(hub, seal))

    await expectRefusal(answer, 'seal-tampered')
  } finally {
    await elsewhere.stop()
  }
})

test('an expired seal is refused, by any server of the deployment', async ({
  page,
  dashboard,
  hub,
  stage,
}) => {
  const { seal } = await preview(page.request, dashboard.url, { where: tradeInProduction, patch })
  const later = await startDashboard({
    hubPort: stage.hubPort,
    adminToken: stage.adminToken,
    secret: stage.secret,
    minutesAhead: 16,
  })
  try {
    const answer = await commit(page.request, later.url, await request(hub, seal))

    await expectRefusal(answer, 'seal-expired')
  } finally {
    await later.stop()
  }
})

test("another person's preview is refused", async ({ page, dashboard, hub, signIn }) => {
  const { seal } = await preview(page.request, dashboard.url, { where: tradeInProduction, patch })
  await signIn('bob@trading.com')

  const answer = await commit(page.request, dashboard.url, await request(hub, seal))

  await expectRefusal(answer, 'seal-other-author')
})

for (const reason of ['', '   ']) {
  test(`a commit with the reason "${reason}" is refused`, async ({ page, dashboard, hub }) => {
    const { seal } = await preview(page.request, dashboard.url, { where: tradeInProduction, patch })

    const answer = await commit(page.request, dashboard.url, { ...(await request(hub, seal)), reason })

    await expectRefusal(answer, 'reason-missing')
  })
}

test('a commit from another site is refused', async ({ page, dashboard, hub }) => {
  const { seal } = await preview(page.request, dashboard.url, { where: tradeInProduction, patch })

  const answer = await page.request.post('/api/changes', {
    headers: { Origin: 'https://elsewhere.example' },
    data: await request(hub, seal),
  })

  await expectRefusal(answer, 'foreign-origin')
})

test('a commit without a session is refused', async ({ page, dashboard, hub }) => {
  const { seal } = await preview(page.request, dashboard.url, { where: tradeInProduction, patch })
  await page.context().clearCookies()

  const answer = await commit(page.request, dashboard.url, await request(hub, seal))

  await expectRefusal(answer, 'signed-out')
})

test('the proxy lets no write of config data through', async ({ page, dashboard, hub }) => {
  const units = await hub.read<{ Unit: { UnitID: string; SpaceID: string } }[]>(
    'alice@trading.com',
    `/unit?limit=1&where=${encodeURIComponent(tradeInProduction)}`,
  )
  const { UnitID, SpaceID } = units[0]?.Unit ?? { UnitID: '', SpaceID: '' }

  const put = await page.request.put(`/api/confighub/space/${SpaceID}/unit/${UnitID}/data`, {
    headers: { Origin: dashboard.url, 'Content-Type': 'application/octet-stream' },
    data: 'kind: Nothing\n',
  })
  const invoke = await page.request.post(
    `/api/confighub/function/invoke?where=${encodeURIComponent(`UnitID = '${UnitID}'`)}`,
    { headers: { Origin: dashboard.url }, data: { FunctionInvocations: [{ FunctionName: 'set-replicas' }] } },
  )

  for (const answer of [put, invoke]) expect([403, 404, 405]).toContain(answer.status())
})

async function request(hub: Hub, seal: string): Promise<object> {
  const spaces = await hub.read<{ Space: { SpaceID: string } }[]>(
    'alice@trading.com',
    `/space?limit=1&where=${encodeURIComponent("Slug LIKE '%-infra'")}`,
  )
  return {
    seal,
    reason: 'Opening auction',
    excludedUnitIds: [],
    recordSpaceId: spaces[0]?.Space.SpaceID,
  }
}

async function heads(hub: Hub): Promise<string> {
  const units = await hub.read<{ Unit: { UnitID: string; HeadRevisionNum: number; DataHash: string } }[]>(
    'alice@trading.com',
    `/unit?limit=1000&select=UnitID,HeadRevisionNum,DataHash`,
  )
  return JSON.stringify(units.map(({ Unit }) => [Unit.UnitID, Unit.HeadRevisionNum, Unit.DataHash]).sort())
}

async function expectRefusal(answer: APIResponse, code: string): Promise<void> {
  expect(answer.status()).toBeGreaterThanOrEqual(400)
  expect(answer.status()).toBeLessThan(500)
  expect(await answer.json()).toMatchObject({ code, message: expect.stringMatching(/\w+ \w+/) })
}
