import { expect, test } from '#e2e/fixtures.ts'
import { administrator } from '#e2e/hub.ts'

test.use({ hubUse: 'read' })

test('one click signs a demo user in and leads to the requested page', async ({ page }) => {
  await page.goto('/activity')
  await page.getByRole('button', { name: /Sign in as Alice Chen/ }).click()

  await expect(page).toHaveURL(/\/activity/)
  await expect(page.getByRole('button', { name: 'Account: Alice Chen' })).toBeVisible()
})

test('a pasted token signs its owner in, and never reaches the page again', async ({ page, hub }) => {
  const token = hub.tokenFor('bob@trading.com')
  const answers: string[] = []
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'fetch') return
    answers.push(await response.text().catch(() => ''))
  })
  await page.goto('/sign-in')
  await page.getByText('Use a token instead').click()
  await page.getByLabel('ConfigHub token').fill(token)
  await page.getByRole('button', { name: 'Sign in with token' }).click()

  await expect(page.getByRole('button', { name: 'Account: Bob Martin' })).toBeVisible()
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  expect(answers.length).toBeGreaterThan(0)
  expect(answers.filter((answer) => answer.includes(token))).toEqual([])
  expect(await page.evaluate(() => document.cookie)).not.toContain('hubdeck=')
  const cookie = (await page.context().cookies()).find(({ name }) => name === 'hubdeck')
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  expect(cookie?.value).not.toContain(token)
})

test.describe('a wrong token', () => {
  test.use({ expectedStatuses: [401] })

  test('is refused with the reason, and stays in its field', async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByText('Use a token instead').click()
    await page.getByLabel('ConfigHub token').fill('not-a-token-of-this-hub')
    await page.getByRole('button', { name: 'Sign in with token' }).click()

    await expect(page.getByRole('alert').filter({ hasText: 'does not accept this token' })).toBeVisible()
    await expect(page.getByLabel('ConfigHub token')).toHaveValue('not-a-token-of-this-hub')
  })
})

test('signing out ends the session', async ({ page, signIn }) => {
  await signIn(administrator)
  await page.goto('/units')
  await page.getByRole('button', { name: 'Account: Administrator' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()

  await expect(page).toHaveURL(/\/sign-in/)
  expect((await page.request.get('/api/confighub/me')).status()).toBe(401)
})

// One of many; the others are in the tests of routes.
test('an address that leads away is not followed after signing in', async ({ page }) => {
  await page.goto('/sign-in?next=/%09/elsewhere.example')
  await page.getByRole('button', { name: /Sign in as Alice Chen/ }).click()

  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:\d+\/units/)
})
