import type { Page } from '@playwright/test'
import { tradeInProduction } from '#e2e/change-calls.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { london, unitsPath } from '#e2e/places.ts'

test.use({ hubUse: 'read' })

test.beforeEach(async ({ signIn }) => signIn())

test('a typed query shows every production region; the same query by chips has the same address and rows', async ({
  page,
  hub,
}) => {
  const matching = await hub.read<{ Unit: { Slug: string }; Space: { Slug: string } }[]>(
    'alice@trading.com',
    `/unit?limit=1000&include=SpaceID&where=${encodeURIComponent(tradeInProduction)}`,
  )
  expect(matching.length).toBeGreaterThanOrEqual(50)

  await page.goto('/units')
  await page.getByRole('button', { name: 'Text', exact: true }).click()
  await page.getByRole('combobox', { name: 'Query' }).fill(tradeInProduction)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${matching.length} units in ${matching.length} spaces`)).toBeVisible()
  const typed = { url: whereOf(page), rows: await allSpaces(page) }

  await page.goto('/units')
  await addFilter(page, 'Slug', 'is', 'trade-service')
  await addFilter(page, 'Space.Slug', 'matches', '%prod%')
  await expect(page.getByText(`${matching.length} units in ${matching.length} spaces`)).toBeVisible()

  expect(whereOf(page)).toBe(typed.url)
  expect(await allSpaces(page)).toEqual(typed.rows)
  expect(typed.rows).toEqual(matching.map(({ Space }) => Space.Slug).sort())
})

test('a link carries query, columns and sort to someone else', async ({ page, openAsBob }) => {
  await page.goto(`${unitsPath(tradeInProduction)}&sort=-space&density=compact&group=continent`)
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  // A minute may have passed between the two, so relative times differ.
  const rowsOf = async (reader: Page) =>
    (await reader.getByRole('row').allInnerTexts()).map((text) => text.replace(/\d+ (?:min|s) ago/g, 'ago'))

  const theirs = await openAsBob(page.url())
  await expect(theirs.getByRole('row').nth(3)).toBeVisible()
  // Cells go on arriving after the rows, on both pages.
  await expect(async () => expect(await rowsOf(theirs)).toEqual(await rowsOf(page))).toPass()
})

test('a query that matches nothing says which condition to relax, in one click', async ({ page }) => {
  await page.goto(unitsPath("Slug = 'trade-service' AND Space.Slug = 'no-such-space'"))

  await expect(page.getByText(/no unit/i).first()).toBeVisible()
  await page
    .getByRole('button', { name: /no-such-space/ })
    .last()
    .click()

  await expect(page.getByRole('row').nth(3)).toBeVisible()
})

test('the position in the list survives going to a unit and back', async ({ page }) => {
  await page.goto(unitsPath(tradeInProduction))
  const row = page.getByRole('row').filter({ hasText: london })
  await row.getByRole('link', { name: 'trade-service' }).click()
  await expect(page).toHaveURL(new RegExp(`/units/${london}/trade-service`))
  await expect(page.getByRole('heading', { level: 1, name: /trade-service/ })).toBeVisible()

  await page.goBack()

  await expect(row).toBeVisible()
  expect(whereOf(page)).toBe(tradeInProduction)
})

function whereOf(page: Page): string | null {
  return new URL(page.url()).searchParams.get('where')
}

async function addFilter(page: Page, attribute: string, condition: string, value: string): Promise<void> {
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  const editor = page.getByRole('dialog', { name: 'New filter' })
  await editor.getByRole('combobox', { name: 'Attribute' }).fill(attribute)
  await page.keyboard.press('Tab')
  await editor.getByRole('button', { name: /Condition/ }).click()
  await page.getByRole('option', { name: condition, exact: true }).click()
  await editor.getByRole('combobox', { name: 'Value' }).fill(value)
  await page.keyboard.press('Tab')
  await editor.getByRole('button', { name: 'Add filter' }).click()
  await expect(editor).toBeHidden()
}

/** Scrolls through the virtual grid and reads the space of every row. */
async function allSpaces(page: Page): Promise<string[]> {
  const grid = page.getByRole('grid', { name: 'Units' })
  const spaces = new Set<string>()
  const rowCount = Number(await grid.getAttribute('aria-rowcount')) - 1
  await grid.evaluate((element) => element.scrollTo({ top: 0 }))
  for (let steps = 0; steps < 100 && spaces.size < rowCount; steps++) {
    const addresses = await grid.evaluate((element) =>
      [...element.querySelectorAll('[role=row] a')].map((link) => link.getAttribute('href') ?? ''),
    )
    for (const address of addresses) spaces.add(address.split('/')[2] ?? '')
    await grid.evaluate((element) => element.scrollBy({ top: element.clientHeight / 2 }))
    await page.waitForFunction(() => new Promise((done) => requestAnimationFrame(() => done(true))))
  }
  return [...spaces].sort()
}
