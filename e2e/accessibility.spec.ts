import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures.ts'
import { places } from '#e2e/places.ts'

test.use({ hubUse: 'read', hasTouch: true })

test('sign-in has no serious finding, light or dark', async ({ page }) => {
  await page.goto('/sign-in')
  await expect(page.getByRole('button', { name: /^Sign in as/ }).first()).toBeVisible()

  expect(await findings(page)).toEqual([])
})

for (const { name, path, arrive } of places) {
  test(`${name} has no serious finding, light or dark, and fits on the screen and a phone`, async ({
    page,
    signIn,
  }) => {
    await signIn()
    await page.goto(path)
    await arrive(page)
    await page.waitForLoadState('networkidle')

    expect(await findings(page)).toEqual([])
    await scrollsOnlyInside(page)
    await page.setViewportSize({ width: 390, height: 844 })
    await scrollsOnlyInside(page)
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeInViewport()
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

/** The contrast that axe requires by default. */
const colourRules = ['color-contrast', 'link-in-text-block']

const builder = (page: Page) => new AxeBuilder({ page }).options({ resultTypes: ['violations'] })

/** In both schemes. An open page follows the system, and only its colours change. */
async function findings(page: Page): Promise<string[]> {
  const light = await analyzed(page, 'light', builder(page))
  const dark = await analyzed(page, 'dark', builder(page).withRules(colourRules))
  return [...light, ...dark]
}

async function analyzed(page: Page, scheme: 'light' | 'dark', axe: AxeBuilder): Promise<string[]> {
  await page.emulateMedia({ colorScheme: scheme })
  await repainted(page, scheme)
  // There are no frames from other origins, so axe need not collect results on a separate page, nor describe all that passes.
  const { violations, passes } = await axe.setLegacyMode().analyze()
  expect(passes.length, 'axe saw something').toBeGreaterThan(scheme === 'light' ? 5 : 0)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${scheme}, ${id}: ${node.target.join(' ')} ${node.failureSummary}`),
    )
}

/** The frame stays where it is: moving the focus would push it off the screen if the page around it could scroll. */
async function scrollsOnlyInside(page: Page): Promise<void> {
  const overflow = () =>
    page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement
      return [scrollWidth - window.innerWidth, scrollHeight - window.innerHeight]
    })
  await expect.poll(overflow, 'the page around the frame does not scroll').toEqual([0, 0])
}

/** Monaco follows the page a few frames later; until then its colours are a mixture. */
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
