import { expect, test } from '#e2e/fixtures.ts'
import { administrator } from '#e2e/hub.ts'

test.use({ hubUse: 'read' })

test('a viewer is told so on every page, and how that was determined', async ({ page, signIn }) => {
  await signIn('auditor@trading.com')
  for (const path of ['/units', '/changes', '/activity']) {
    await page.goto(path)
    await expect(page.getByRole('banner').getByRole('button', { name: 'Read only' })).toBeVisible()
  }
  await page.getByRole('button', { name: 'Read only' }).click()

  const why = page.getByRole('dialog', { name: 'Why read only' })
  await expect(why).toContainText('You can view, but not write')
  await expect(why).toContainText('refused an empty trial change in each of the 20 spaces')
  await expect(why).toContainText('Permission Edit')
  await why.getByRole('button', { name: 'Check again' }).click()
  await expect(why).toBeVisible()
})

for (const name of ['alice@trading.com', administrator]) {
  test(`no read-only note is shown to ${name}, who may write`, async ({ page, signIn }) => {
    await signIn(name)
    const asked = page.waitForResponse((response) => response.url().endsWith('/api/rights'))
    await page.goto('/units')
    expect(await (await asked).json()).toMatchObject({ writing: 'allowed' })

    await expect(page.getByRole('row').nth(5)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Read only' })).toBeHidden()
  })
}
