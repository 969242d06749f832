import type { Page } from '@playwright/test'
import { tradeInProduction } from '#e2e/change-calls.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { london, unitsPath } from '#e2e/places.ts'

test.use({ hubUse: 'read' })

test.beforeEach(async ({ signIn }) => signIn())

test('one typed line and three keys say which unit differs, from what and since when', async ({ page }) => {
  await page.goto('/units')
  await expect(page.getByRole('row').nth(5)).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.getByRole('combobox', { name: 'Query' })).toBeFocused()
  await page.keyboard.insertText(tradeInProduction)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.getByText(/^53 units in 53 spaces/)).toBeVisible()

  await page.keyboard.press('w')
  await expect(said(page)).toHaveText(/^\d+ differ from most rows$/)
  await page.keyboard.press('d')
  await page.keyboard.press('Space')

  await expect(differences(page)).toContainText(/Differs from most rows/)
  await expect(differences(page)).toContainText(/Since r\d+,.+ ago by /)
})

test('three presses say the same, and the link shows someone else the same rows and baseline', async ({
  page,
  openAsBob,
}) => {
  await page.goto(unitsPath(tradeInProduction))
  await expect(page.getByRole('row').nth(5)).toBeVisible()

  await page.getByRole('button', { name: /^Compare with/ }).click()
  await page.getByRole('menuitemradio', { name: /^Most rows/ }).click()
  // Beside the row under the pointer. The notice that the hub is slow may cover it, and is scrolled away from then.
  await expect(async () => {
    await page.getByRole('row').filter({ hasText: london }).hover()
    await page.getByRole('button', { name: `Peek at ${london}/trade-service` }).click({ timeout: 20_000 })
  }).toPass()

  await expect(differences(page)).toContainText('2 instead of 3')
  await expect(differences(page)).toContainText(/Since r\d+,.+ by .*capacity: p95/)

  await page.getByRole('button', { name: 'Only differing' }).click()
  await expect(page).toHaveURL(/only=differing/)
  const theirs = await openAsBob(page.url())

  await expect(theirs.getByRole('button', { name: 'Compare with: most rows' })).toBeVisible()
  await expect(said(theirs)).toHaveText((await said(page).textContent()) ?? '-')
  await expect(async () => expect(await spaces(theirs)).toEqual(await spaces(page))).toPass()
  expect(await spaces(theirs)).toContain(london)
  await expect(differences(theirs)).toContainText('2 instead of 3')
})

/** `15 differ from most rows`; said aloud once everything was read. */
const said = (page: Page) => page.getByText(/differs? from most rows/).and(page.locator('[aria-live=polite]'))

const differences = (page: Page) => page.getByRole('region', { name: 'Differences' })

async function spaces(page: Page): Promise<string[]> {
  const cells = await page
    .getByRole('grid', { name: 'Units' })
    .getByText(/^moss-cub-traderx-/)
    .allInnerTexts()
  return cells.sort()
}
