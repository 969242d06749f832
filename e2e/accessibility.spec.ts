import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures.ts'
import { places } from '#e2e/places.ts'

test.use({ hubUse: 'read', reducedMotion: 'reduce' })

test('sign-in has no serious finding, light or dark', async ({ page }) => {
  await page.goto('/sign-in')
  await expect(page.getByRole('button', { name: /^Sign in as/ }).first()).toBeVisible()

  expect(await findings(page)).toEqual([])
})

for (const { name, path, arrive } of places) {
  test(`${name} has no serious finding, light or dark`, async ({ page, signIn }) => {
    await signIn()
    await page.goto(path)
    await arrive(page)
    await page.waitForLoadState('networkidle')

    expect(await findings(page)).toEqual([])
  })
}

test.describe('an address that does not exist', () => {
  test.use({ expectedStatuses: [404] })

  test('leads back, and has no serious finding', async ({ page, signIn }) => {
    await signIn()
    const answer = await page.goto('/nowhere')
    expect(answer?.status()).toBe(404)

    expect(await findings(page)).toEqual([])
    await page.getByRole('link', { name: /units/i }).first().click()
    await expect(page).toHaveURL(/\/units/)
  })
})

/** In both schemes: a page follows the system while it is open. */
async function findings(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await repainted(page, colorScheme)
    const { violations, passes } = await new AxeBuilder({ page }).analyze()
    expect(passes.length, 'axe saw something').toBeGreaterThan(5)
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    for (const { id, nodes } of serious)
      found.push(
        ...nodes.map((node) => `${colorScheme}, ${id}: ${node.target.join(' ')} ${node.failureSummary}`),
      )
  }
  return found
}

/** Monaco follows a few frames behind the page; its colours are half changed until then. */
async function repainted(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  const late = page.locator(scheme === 'dark' ? '.monaco-editor:not(.vs-dark)' : '.monaco-editor:not(.vs)')
  await expect(late).toHaveCount(0)
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    await frame()
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
  })
}
