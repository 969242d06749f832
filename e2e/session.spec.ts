import type { APIRequestContext, Page } from '@playwright/test'
import { tradeInProduction } from '#e2e/change-calls.ts'
import { type Dashboard, startDashboard } from '#e2e/dashboard.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { newChangePath } from '#e2e/places.ts'
import { giveReason, setField } from '#e2e/workspace.ts'

test.use({ hubUse: 'read', expectedStatuses: [401] })

async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Account: ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Hubdeck' })).toBeVisible()
}

test.describe('an ended session', () => {
  let second: Dashboard
  test.afterEach(() => second.stop())

  test('is over on every server of the deployment, for copies of its cookie too', async ({
    page,
    dashboard,
    signIn,
    stage,
    playwright,
  }) => {
    second = await startDashboard(stage)
    await signIn('alice@trading.com')
    // Someone else got hold of the cookie.
    const stolen = await playwright.request.newContext({ storageState: await page.context().storageState() })
    const statuses = async (request: APIRequestContext) => [
      (await request.get(`${dashboard.url}/api/confighub/me`)).status(),
      (await request.get(`${second.url}/api/confighub/me`)).status(),
    ]
    expect(await statuses(stolen)).toEqual([200, 200])

    await page.goto('/units')
    await signOut(page, 'Alice Chen')

    expect(await statuses(stolen)).toEqual([401, 401])
    // Signing in again starts another session, which is valid.
    await signIn('alice@trading.com')
    expect(await statuses(page.request)).toEqual([200, 200])
    expect(await statuses(stolen)).toEqual([401, 401])
    await stolen.dispose()
  })
})

for (const { minutesAhead, status } of [
  { minutesAhead: 110, status: 200 },
  { minutesAhead: 125, status: 401 },
]) {
  test(`a session that was idle for ${minutesAhead} minutes answers ${status}`, async ({
    page,
    signIn,
    stage,
  }) => {
    await signIn('alice@trading.com')
    const later = await startDashboard({ ...stage, hubPort: stage.hubPort, minutesAhead })
    try {
      expect((await page.request.get(`${later.url}/api/confighub/me`)).status()).toBe(status)
    } finally {
      await later.stop()
    }
  })
}

async function kept(page: Page): Promise<string> {
  return await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))
}

test('what one person typed is not shown to the next one in the same tab', async ({ page, signIn }) => {
  await signIn('alice@trading.com')
  await page.goto(newChangePath(tradeInProduction))
  await setField(page, 'spec.replicas', '5')
  await giveReason(page, 'Opening auction')
  await expect.poll(() => kept(page)).toContain('Opening auction')

  await signOut(page, 'Alice Chen')
  expect(await kept(page)).not.toContain('Opening auction')
  await page.getByRole('button', { name: /Sign in as Bob Martin/ }).click()
  await expect(page.getByRole('button', { name: 'Account: Bob Martin' })).toBeVisible()
  await page.goto(newChangePath(tradeInProduction))

  await expect(page.getByRole('textbox', { name: /^Reason/ })).toHaveValue('')
  await expect(page.getByRole('combobox', { name: 'Path' })).toHaveValue('')
})

test("signing in over someone else's page starts with an empty one", async ({ page, signIn }) => {
  await signIn('alice@trading.com')
  await page.goto(newChangePath(tradeInProduction))
  await setField(page, 'spec.replicas', '5')
  await giveReason(page, 'Opening auction')
  const preview = page.getByRole('button', { name: /^Preview \d+ units/ })
  await expect(preview).toBeEnabled()
  await page.context().clearCookies()
  await preview.click()

  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await dialog.getByRole('button', { name: /Sign in as Bob Martin/ }).click()
  await expect(page.getByRole('button', { name: 'Account: Bob Martin' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: /^Reason/ })).toHaveValue('')

  // The person who typed it still has it.
  await page.context().clearCookies()
  await signIn('alice@trading.com')
  await page.reload()
  await expect(page.getByRole('textbox', { name: /^Reason/ })).toHaveValue('Opening auction')
})

test('signing out in one tab clears the others', async ({ page, signIn, context }) => {
  await signIn('alice@trading.com')
  await page.goto(newChangePath(tradeInProduction))
  await giveReason(page, 'Opening auction')
  await expect.poll(() => kept(page)).toContain('Opening auction')
  const other = await context.newPage()
  await other.goto('/units')
  await expect(other.getByRole('row').nth(1)).toBeVisible()

  await signOut(other, 'Alice Chen')

  await expect(page.getByRole('heading', { name: 'Sign in to Hubdeck' })).toBeVisible()
  expect(await kept(page)).not.toContain('Opening auction')
})
