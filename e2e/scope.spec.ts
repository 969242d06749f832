import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { tradeInProduction } from '#e2e/change-calls.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { london, newChangePath, unitsPath } from '#e2e/places.ts'
import { setField } from '#e2e/workspace.ts'

// Actions reach exactly what the page says, whatever was typed, picked or sent as a link.
test.use({ hubUse: 'read' })

test.beforeEach(async ({ signIn }) => signIn())

const everyTrade = "Slug = 'trade-service'"
const queryField = (page: Page) => page.getByRole('combobox', { name: 'Query' })
const exportButtons = (page: Page) => page.getByRole('button', { name: 'Export' })
const rows = (page: Page) => page.getByRole('row')

async function openUnits(page: Page, where: string): Promise<void> {
  await page.goto(unitsPath(where))
  await expect(rows(page).nth(5)).toBeVisible()
}

/** Types without running it, and closes the completions. */
async function _typeQuery(page: Page, text: string): Promise<void> {
  if (!(await queryField(page).isVisible()))
    await page.getByRole('button', { name: 'Text', exact: true }).click()
  await queryField(page).fill(text)
}

async function rowCount(page: Page): Promise<number> {
  return Number(await page.getByRole('grid', { name: 'Units' }).getAttribute('aria-rowcount')) - 1
}

test.describe('a selection', () => {
  test('of all matches ends with its query, and does not come back', async ({ page }) => {
    await openUnits(page, tradeInProduction)
    const before = await rowCount(page)
    await page.getByRole('checkbox', { name: 'Select all units' }).click()
    await expect(page.getByText(`All ${before} matching selected`)).toBeVisible()
    await page.getByRole('button', { name: /^Remove Space\.Slug LIKE/ }).click()
    await expect.poll(() => rowCount(page)).toBeGreaterThan(before)

    await page.goBack()
    await expect.poll(() => rowCount(page)).toBe(before)
    await expect(page.getByText(/matching selected/)).toBeHidden()
  })

  test('of many units is the current one, even after another one in the same tab', async ({ page }) => {
    await openUnits(page, tradeInProduction)
    const total = await rowCount(page)
    for (const leftOut of [1, 2]) {
      await page.getByRole('checkbox', { name: 'Select all units' }).click()
      for (let row = 1; row <= leftOut; row++) await rows(page).nth(row).getByRole('gridcell').first().click()
      await page.getByRole('button', { name: `Change ${total - leftOut} units…` }).click()
      await expect(page.getByText(new RegExp(`^${total - leftOut} units in`))).toBeVisible()
      await page.goBack()
      await expect(rows(page).nth(5)).toBeVisible()
    }
  })

  test('is described in its export: that it is one, how many rows, and of which query', async ({ page }) => {
    await openUnits(page, tradeInProduction)
    for (const row of [1, 2]) await rows(page).nth(row).getByRole('gridcell').first().click()

    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('e')])

    const text = await readFile(await file.path(), 'utf8')
    expect(text).toContain('# holds: selection\r\n')
    expect(text).toContain('# rows: 2\r\n')
    expect(text).toContain(`# where: ${tradeInProduction}\r\n`)
    expect(text.split('\r\n').filter((line) => /^[0-9a-f]{8}-/.test(line))).toHaveLength(2)
  })
})

test.describe('a copy', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

  const copied = async (page: Page, item: string) => {
    await page.getByRole('button', { name: 'Share' }).click()
    await page.getByRole('menuitem', { name: item }).click()
    await expect(page.getByText(/copied$/).last()).toBeVisible()
    return page.evaluate(() => navigator.clipboard.readText())
  }

  test('of a query carries the content filter and the resource type too', async ({ page }) => {
    await page.goto(
      `${unitsPath(everyTrade)}&data=${encodeURIComponent('spec.replicas > 2')}&type=apps/v1/Deployment`,
    )
    await expect(rows(page).nth(1)).toBeVisible()

    expect(await copied(page, 'Copy query text')).toBe(
      `--where 'Slug = '\\''trade-service'\\''' --where-data 'spec.replicas > 2' --resource-type 'apps/v1/Deployment'`,
    )
  })

  test('of the activity consists of its revisions and their window', async ({ page }) => {
    await page.goto(`/activity?window=30d&who=people&where=${encodeURIComponent(everyTrade)}`)
    await expect(exportButtons(page)).toBeEnabled()

    const command = await copied(page, 'Copy as curl')
    const address = new URL(/'(http.*)'$/.exec(command)?.[1] ?? '')

    expect(address.pathname).toBe('/api/revision')
    expect(address.searchParams.get('where')).toMatch(
      /^CreatedAt >= '[\dT:Z-]+' AND CreatedAt <= '[\dT:Z-]+' AND UserID != '0{8}-[0-]+' AND Unit\.Slug = 'trade-service'$/,
    )
  })
})

test('the palette puts the focus into the query', async ({ page }) => {
  await openUnits(page, everyTrade)
  await page.keyboard.press('ControlOrMeta+k')
  // The code of the palette may still be on its way; what is typed by then reaches it.
  await page.keyboard.type('Edit the query')
  await expect(page.getByRole('dialog').getByRole('textbox')).toHaveValue('Edit the query')
  await expect(page.getByRole('menuitem', { name: /^Edit the query/ })).toBeVisible()
  await page.keyboard.press('Enter')

  await expect(queryField(page)).toBeFocused()
})

test('a draft for one scope does not appear in another, and reappears in its own', async ({ page }) => {
  await page.goto(newChangePath(tradeInProduction))
  await setField(page, 'spec.replicas', '7')
  const value = page.getByRole('textbox', { name: 'Value' })

  await page.goto(`${newChangePath(tradeInProduction)}&data=spec.replicas+>+2`)
  await expect(page.getByRole('combobox', { name: 'Path' })).toHaveValue('')
  await expect(value).toHaveValue('')
  await page.goto(newChangePath(tradeInProduction))
  await expect(value).toHaveValue('7')
})

test.describe('an address with unknown parts', () => {
  // One for each page; unit tests of the address cover all other parts.
  test('names them on every page, with a link to a valid address', async ({ page }) => {
    for (const [path, message] of [
      ["/units?where=Slug+LIKE+'%prod%'", /a % that is not followed by two hexadecimal digits/],
      ['/activity?at=yesterday', /at: “yesterday” is not a time/],
      ['/changes?status=open', /“status” is not known here/],
      [`/units/${london}/trade-service?from=3x`, /from: “3x” is not a value of from/],
      ['/changes/new?restore=3', /restore was ignored/],
    ] as const) {
      await page.goto(path)
      const notice = page.getByRole('status').filter({ hasText: message })
      await expect(notice).toBeVisible()

      await notice.getByRole('link').last().click()
      await expect(notice).toBeHidden()
    }
  })

  test('opens no change of more units than intended', async ({ page }) => {
    await page.goto(`/changes/new?wher=${encodeURIComponent(everyTrade)}`)
    await expect(page.getByRole('heading', { name: /does not clearly say which units/ })).toBeVisible()
    await expect(page.getByRole('button', { name: /^Preview/ })).toHaveCount(0)

    await page.getByRole('link', { name: 'Read it as where' }).click()
    await expect(page.getByRole('button', { name: /^Preview \d+ units$/ })).toBeVisible()
  })
})
