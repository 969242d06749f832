import { expect, test } from '#e2e/fixtures.ts'
import { places } from '#e2e/places.ts'

test.use({ hubUse: 'read', viewport: { width: 390, height: 844 }, hasTouch: true })

for (const { name, path, arrive } of places) {
  test(`${name} fits on a telephone`, async ({ page, signIn }) => {
    await signIn()
    await page.goto(path)
    await arrive(page)
    await page.waitForLoadState('networkidle')

    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, 'the page does not scroll sideways').toBeLessThanOrEqual(0)
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeInViewport()
  })
}
