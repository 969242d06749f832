import { expect, test } from '#e2e/fixtures.ts'
import { unitsPath } from '#e2e/places.ts'

test('a query is saved, found by a colleague, edited, replaced and deleted', async ({
  page,
  signIn,
  hub,
}) => {
  await signIn()
  await page.goto(unitsPath("Slug = 'trade-service'"))
  const menu = page.getByRole('menu')
  const choose = async (button: string | RegExp, item: string | RegExp) => {
    await page.getByRole('button', { name: button }).click()
    await menu.getByRole('menuitem', { name: item }).click()
  }
  await choose('Saved', /^Save as a new query/)
  const dialog = page.getByRole('dialog', { name: 'Save this query' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('All trade services')
  await dialog.getByRole('button', { name: /Space$/ }).click()
  await page.getByRole('option', { name: /-traderx-dev$/ }).click()
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('button', { name: 'All trade services', exact: true })).toBeVisible()
  await expect(page).toHaveURL(/saved=[-0-9a-f]{36}/)

  await signIn('bob@trading.com')
  await page.goto('/units')
  await choose('Saved', /^All trade services/)
  await expect(page).toHaveURL(/where=Slug\+=\+%27trade-service%27/)
  await page.getByRole('button', { name: 'Text', exact: true }).click()
  await page.getByRole('combobox', { name: 'Query' }).fill("Slug = 'trade-service' AND HeadRevisionNum > 1")
  await page.keyboard.press('Enter')
  await choose('All trade services edited', /^Replace/)
  await page.getByRole('button', { name: 'Replace', exact: true }).click()
  await expect(page.getByRole('button', { name: 'All trade services', exact: true })).toBeVisible()
  const [stored] = await hub.read<{ Filter: { Where: string; Slug: string } }[]>(
    'alice@trading.com',
    `/filter?where=${encodeURIComponent("Slug = 'all-trade-services'")}`,
  )
  expect(stored?.Filter.Where).toBe("Slug = 'trade-service' AND HeadRevisionNum > 1")

  await choose('All trade services', /^Delete/)
  await page.getByRole('button', { name: 'Delete the query' }).click()
  await expect(page.getByRole('button', { name: 'Saved', exact: true })).toBeVisible()
  await expect(page).not.toHaveURL(/saved=/)
})
