import type { Page } from '@playwright/test'
import { type Dashboard, startDashboard } from '#e2e/dashboard.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { administrator } from '#e2e/hub.ts'
import { type OddHub, startOddHub } from '#e2e/odd-hub.ts'
import { freePort } from '#e2e/process.ts'

test.use({ hubUse: 'read' })
// In one worker, as each would start dashboards of its own.
test.describe.configure({ mode: 'default' })

const secret = 'a-secret-of-this-file-a-secret-of-this'
const line = (page: Page, name: string) =>
  page
    .getByRole('list', { name: 'Results' })
    .getByRole('listitem')
    .filter({
      has: page.getByRole('heading', { name, exact: true }),
    })

test('the account menu leads to the test, and the copied report does not contain the token', async ({
  page,
  context,
  signIn,
  hub,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await signIn('alice@trading.com')
  await page.goto('/units')
  await page.getByRole('button', { name: 'Account: Alice Chen' }).click()
  await page.getByRole('menuitem', { name: 'Test the connection' }).click()

  await expect(page).toHaveURL(/\/connection$/)
  await expect(page).toHaveTitle(/Connection/)
  await expect(line(page, 'Reachability')).toContainText(/OK.*median/)
  await expect(line(page, 'Token')).toContainText(/OK.*Alice Chen \(alice@trading\.com\)/)
  await expect(line(page, 'Rights')).toContainText(/OK.*57 spaces visible: 57 may be written/)
  await expect(line(page, 'Limits')).toContainText(/Unknown.*names no limits/)

  await page.getByRole('button', { name: 'Copy report' }).click()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain('Alice Chen')
  expect(copied).not.toContain(hub.tokenFor('alice@trading.com'))
})

test('a viewer is told who can let them write', async ({ page, signIn }) => {
  await signIn('auditor@trading.com')
  await page.goto('/connection')

  await expect(line(page, 'Rights')).toContainText(/Attention.*0 may be written.*You may look, but not write/)
  await expect(line(page, 'Rights')).toContainText('an administrator of the organization')
})

test.describe('with permissions that differ between Spaces', () => {
  test.use({ hubUse: 'write' })

  test('an editor who may not edit one Space is told which, and who can change that', async ({
    page,
    signIn,
    hub,
  }) => {
    const where = encodeURIComponent("Slug = 'moss-cub-traderx-prod-eu-lon'")
    const [found] = await hub.read<{ Space: { SpaceID: string } }[]>(administrator, `/space?where=${where}`)
    const me = await hub.read<{ UserID: string }>(administrator, '/me')
    await hub.call(administrator, `/space/${found?.Space.SpaceID}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: JSON.stringify({ Permissions: { Edit: { UserIDs: { [me.UserID]: true } } } }),
    })
    await signIn('bob@trading.com')
    await page.goto('/connection')

    await expect(line(page, 'Rights')).toContainText(
      /Attention.*56 may be written.*1 may not \(moss-cub-traderx-prod-eu-lon\).*A preview leaves the units of that space out.*ask whoever manages the space for Edit/,
    )
  })
})

test('the test can be run by keyboard alone', async ({ page, signIn, hub }) => {
  await signIn()
  await page.goto('/connection')
  await expect(line(page, 'Token')).toContainText('Alice Chen')

  await page.getByText('Test another token').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Token to test')).toBeFocused()
  await page.keyboard.insertText(hub.tokenFor('bob@trading.com'))
  await page.keyboard.press('Enter')

  await expect(line(page, 'Token')).toContainText('Bob Martin')
  await page.getByRole('button', { name: 'Test without this token' }).press('Enter')
  await expect(line(page, 'Token')).toContainText('Alice Chen')
})

test.describe('without signing in', () => {
  test('the page reports what can be known, and tests a token without keeping it', async ({ page, hub }) => {
    await page.goto('/connection')
    await expect(line(page, 'Version')).toContainText('OK')
    await expect(line(page, 'Token')).toContainText(/Unknown.*no token was tested/)

    await page.getByLabel('Token to test').fill('not-a-token-of-this-hub')
    await page.getByRole('button', { name: 'Test with this token' }).click()
    await expect(line(page, 'Token')).toContainText(/Failed.*refuses it.*cub auth get-token/)

    const token = hub.tokenFor('bob@trading.com')
    await page.getByLabel('Token to test').fill(token)
    await page.getByRole('button', { name: 'Test with this token' }).click()
    await expect(line(page, 'Token')).toContainText(/OK.*Bob Martin/)
    await expect(page.getByLabel('Token to test')).toHaveValue('')
    expect(
      await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])),
    ).not.toContain(token)
    expect((await page.context().cookies()).filter(({ value }) => value.includes(token))).toEqual([])
    await page.reload()
    await expect(line(page, 'Token')).toContainText('no token was tested')
  })

  test('an expired token is distinguished from a wrong one', async ({ page }) => {
    const claims = Buffer.from(JSON.stringify({ exp: 1_700_000_000 })).toString('base64url')
    await page.goto('/connection')
    await page.getByLabel('Token to test').fill(`e30.${claims}.sig`)
    await page.getByRole('button', { name: 'Test with this token' }).click()

    await expect(line(page, 'Token')).toContainText(
      /Failed.*it ended 2023-11-14 22:13 UTC.*cub auth get-token/,
    )
  })
})

test.describe('a hub that is unreachable', () => {
  test.use({ expectedStatuses: [502, 503] })
  let dashboard: Dashboard
  test.beforeAll(async () => {
    dashboard = await startDashboard({ hubPort: await freePort(), adminToken: 'x', secret })
  })
  test.afterAll(() => dashboard.stop())

  test('is diagnosed from the sign-in page', async ({ page }) => {
    await page.goto(`${dashboard.url}/sign-in`)
    const opened = page.waitForEvent('popup')
    await page.getByRole('link', { name: /Test the connection/ }).click()
    const tested = await opened

    await expect(line(tested, 'Reachability')).toContainText(/Failed.*refused.*npm start/)
    await expect(line(tested, 'Version')).toContainText('Unknown')
  })
})

test.describe('an odd hub', () => {
  test.use({ expectedStatuses: [401, 500, 501, 502] })
  let hub: OddHub
  let dashboard: Dashboard
  test.beforeAll(async () => {
    hub = await startOddHub()
    dashboard = await startDashboard({ hubPort: hub.port, adminToken: 'x', secret })
  })
  test.beforeEach(() => hub.behave())
  test.afterAll(async () => {
    await dashboard.stop()
    hub.close()
  })

  const enter = async (page: Page) => {
    const answer = await page.request.post(`${dashboard.url}/api/session`, {
      data: { token: 'any-token-will-do' },
      headers: { Origin: dashboard.url },
    })
    expect(answer.status(), await answer.text()).toBe(200)
  }

  test('of a newer version works, with a notice of what was not checked', async ({ page }) => {
    hub.speak('0.9.1')
    await enter(page)
    await page.goto(`${dashboard.url}/connection`)

    await expect(line(page, 'Version')).toContainText(/Attention.*0\.9\.1.*Not checked/)
    await page.goto(`${dashboard.url}/units`)
    await expect(page.getByRole('heading', { name: /Units/, level: 1 })).toBeAttached()
    await expect(page.getByRole('alert').filter({ hasText: /generation/ })).toBeHidden()
    await page.getByRole('button', { name: '1 note on this hub' }).click()
    await expect(page.getByRole('dialog', { name: 'Notes on this hub' })).toContainText(
      /0\.9\.1.*Not checked/,
    )
  })

  for (const [name, version] of [
    ['an older version', '0.7.3'],
    ['no version', undefined],
  ] as const) {
    test(`of ${name} is refused with a message that says so`, async ({ page }) => {
      hub.speak(version)
      hub.answerPath('/unit_data', (response) => response.writeHead(404).end())
      await page.goto(`${dashboard.url}/sign-in`)
      await page.getByText('Use a token instead').click()
      await page.getByLabel('ConfigHub token').fill('any-token-will-do')
      await page.getByRole('button', { name: 'Sign in with token' }).click()
      const alert = page.getByRole('alert').filter({ hasText: 'older generation of the API' })
      await expect(alert).toContainText('Hubdeck needs API 0.8 or newer')
      await expect(alert.getByRole('link', { name: /Test the connection/ })).toBeVisible()

      // The data lists are only checked with a token.
      await page.goto(`${dashboard.url}/connection`)
      await page.getByLabel('Token to test').fill('any-token-will-do')
      await page.getByRole('button', { name: 'Test with this token' }).click()
      await expect(line(page, 'Version')).toContainText(/Failed.*Hubdeck needs API 0\.8 or newer/)
    })
  }

  test('that lacks an operation is reported as such', async ({ page }) => {
    hub.answerPath('/function', (response) => response.writeHead(501).end('{}'))
    await enter(page)
    await page.goto(`${dashboard.url}/connection`)

    await expect(line(page, 'Operations')).toContainText(/Attention.*GET \/function \(501\)/)
  })

  test('whose clock is behind is reported as such', async ({ page }) => {
    hub.setClockBehind(7200)
    await page.goto(`${dashboard.url}/connection`)

    await expect(line(page, 'Clock')).toContainText(/Attention.*7,200 s behind.*NTP/)
  })

  test('that refuses the token of a session: the page says how to get another', async ({ page }) => {
    await enter(page)
    hub.answerPath('/me', (response) => response.writeHead(401).end())
    await page.goto(`${dashboard.url}/connection`)

    await expect(line(page, 'Token')).toContainText(/Failed.*cub auth get-token, sign out, and sign in/)
  })
})
