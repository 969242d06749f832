import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { tradeInProduction } from '#e2e/change-calls.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { london, newChangePath, unitsPath } from '#e2e/places.ts'
import { setField } from '#e2e/workspace.ts'

// What is acted on is what the page says, whatever was typed, picked or sent as a link.
test.use({ hubUse: 'read' })

test.beforeEach(async ({ signIn }) => signIn())

/** The first question to a hub that has just started takes its time. */
const firstRows = { timeout: 60_000 }
const everyTrade = "Slug = 'trade-service'"
const unrun = 'These rows answer the previous query.'
const queryField = (page: Page) => page.getByRole('combobox', { name: 'Query' })
const changeButton = (page: Page) => page.getByRole('button', { name: /^Change / })
const exportButtons = (page: Page) => page.getByRole('button', { name: 'Export' })
const rows = (page: Page) => page.getByRole('row')

async function openUnits(page: Page, where: string): Promise<void> {
  await page.goto(unitsPath(where))
  await expect(rows(page).nth(5)).toBeVisible(firstRows)
}

/** Types without running it, and closes the completions. */
async function typeQuery(page: Page, text: string): Promise<void> {
  if (!(await queryField(page).isVisible()))
    await page.getByRole('button', { name: 'Text', exact: true }).click()
  await queryField(page).fill(text)
}

async function rowCount(page: Page): Promise<number> {
  return Number(await page.getByRole('grid', { name: 'Units' }).getAttribute('aria-rowcount')) - 1
}

test.describe('text that was typed and not run', () => {
  for (const text of ["Slug = 'reference-data'", "Slug = 'reference-data' AND"]) {
    test(`${text} stops whatever acts on the rows, until it is run or discarded`, async ({ page }) => {
      await openUnits(page, everyTrade)
      await page.getByRole('checkbox', { name: 'Select all units' }).click()
      await expect(changeButton(page)).toBeEnabled()

      await typeQuery(page, text)

      await expect(page.getByText(unrun, { exact: true })).toBeVisible()
      await expect(page.getByRole('grid', { name: 'Units' })).toHaveAttribute('aria-busy', 'true')
      for (const name of [/^Change /, 'Copy', 'Share', /^Compare with/]) {
        await expect(page.getByRole('button', { name })).toBeDisabled()
      }
      for (const button of await exportButtons(page).all()) await expect(button).toBeDisabled()
      await expect(changeButton(page)).toHaveAccessibleDescription(/These rows answer the previous query/)
      for (const key of ['c', 'e']) {
        await page.getByRole('grid', { name: 'Units' }).focus()
        await page.keyboard.press(key)
        await expect(page.getByText('Not possible').last()).toBeVisible()
      }
      await expect(page).toHaveURL(/\/units\?/)

      await queryField(page).press('Escape')
      if (await page.getByText(unrun, { exact: true }).isVisible()) await queryField(page).press('Escape')

      await expect(page.getByText(unrun, { exact: true })).toBeHidden()
      await expect(queryField(page)).toHaveValue(everyTrade)
      await expect(changeButton(page)).toBeEnabled()
    })
  }

  test('is run by Enter, and whitespace makes no other query', async ({ page }) => {
    await openUnits(page, everyTrade)
    await typeQuery(page, "Slug  =  'trade-service' ")
    await expect(page.getByText(unrun, { exact: true })).toBeHidden()

    await typeQuery(page, `Slug = 'trade-service' AND Space.Slug = '${london}'`)
    await expect(page.getByText(unrun, { exact: true })).toBeVisible()
    await queryField(page).press('Enter')

    await expect(rows(page)).toHaveCount(2)
    await expect(page.getByText(unrun, { exact: true })).toBeHidden()
    await expect(exportButtons(page)).toBeEnabled()
  })

  test('in the content filter stops them too', async ({ page }) => {
    await openUnits(page, everyTrade)
    await page.getByRole('button', { name: 'Content filter' }).click()
    await page.keyboard.type('spec.replicas > 2')

    await expect(page.getByText(unrun, { exact: true })).toBeVisible()
    await expect(exportButtons(page)).toBeDisabled()
    await page.getByRole('button', { name: 'Discard' }).click()
    await expect(page.getByText(unrun, { exact: true })).toBeHidden()
  })

  test('in the activity stops export and links', async ({ page }) => {
    await page.goto(`/activity?window=30d&where=${encodeURIComponent(everyTrade)}`)
    await expect(exportButtons(page)).toBeEnabled()

    await typeQuery(page, "Slug = 'reference-data'")

    await expect(page.getByText(unrun, { exact: true })).toBeVisible()
    await expect(exportButtons(page)).toBeDisabled()
    await expect(page.getByRole('button', { name: 'Share' })).toBeDisabled()
  })
})

test.describe('a selection', () => {
  test('of all that match ends with its query, says so, and does not come back', async ({ page }) => {
    await openUnits(page, tradeInProduction)
    const before = await rowCount(page)
    await page.getByRole('checkbox', { name: 'Select all units' }).click()
    await expect(page.getByText(`All ${before} matching selected`)).toBeVisible()

    await page.getByRole('button', { name: /^Remove Space\.Slug LIKE/ }).click()

    const status = page
      .getByRole('status')
      .filter({ hasText: `The selection of all ${before} belonged to the previous query` })
    await expect(status).toBeVisible()
    await expect(changeButton(page)).toBeHidden()
    await expect.poll(() => rowCount(page)).toBeGreaterThan(before)

    await page.goBack()
    await expect.poll(() => rowCount(page)).toBe(before)
    await expect(page.getByText(/matching selected/)).toBeHidden()
  })

  test('of picked units keeps them, counts those outside the query, and acts on the others', async ({
    page,
  }) => {
    await openUnits(page, everyTrade)
    const dev = rows(page).filter({ hasText: 'traderx-dev' })
    await rows(page).filter({ hasText: london }).getByRole('gridcell').first().click()
    await dev.getByRole('gridcell').first().click()
    await expect(page.getByText('2 selected', { exact: true })).toBeVisible()

    await typeQuery(page, tradeInProduction)
    await queryField(page).press('Enter')

    await expect(page.getByText('2 selected, 1 outside the query')).toBeVisible()
    await page.getByRole('button', { name: 'Change 1 unit…' }).click()
    await expect(page).toHaveURL(/\/changes\/new/)
    const asked = new URL(page.url()).searchParams
    expect(asked.get('units')?.split(',')).toHaveLength(1)
    await expect(page.getByText('1 unit in 1 Space', { exact: true })).toBeVisible()
  })

  test('that is wholly outside the query never becomes all of it', async ({ page }) => {
    await openUnits(page, everyTrade)
    await rows(page).filter({ hasText: 'traderx-dev' }).getByRole('gridcell').first().click()
    await typeQuery(page, tradeInProduction)
    await queryField(page).press('Enter')

    await expect(page.getByText('1 selected, 1 outside the query')).toBeVisible()
    await expect(changeButton(page)).toBeDisabled()
    await page.getByRole('grid', { name: 'Units' }).focus()
    await page.keyboard.press('c')
    await expect(page.getByText('None of the 1 selected units matches the query.').first()).toBeVisible()
    await expect(page).toHaveURL(/\/units\?/)
  })

  test('of many units is this one, also when another was made before in the same tab', async ({ page }) => {
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

  test('is said in its export: which rows of how many, and of which query', async ({ page }) => {
    await openUnits(page, tradeInProduction)
    const total = await rowCount(page)
    for (const row of [1, 2]) await rows(page).nth(row).getByRole('gridcell').first().click()

    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('e')])

    const text = await readFile(await file.path(), 'utf8')
    expect(text).toContain(`# rows: 2 selected of ${total}\r\n`)
    expect(text).toContain(`# where: ${tradeInProduction}\r\n`)
    expect(text.split('\r\n').filter((line) => /^[0-9a-f]{8}-/.test(line))).toHaveLength(2)
  })
})

test.describe('a repair', () => {
  const mixed = `${everyTrade} AND spec.replicas > 2`

  test('of a path among conditions on units keeps it, as content', async ({ page }) => {
    await openUnits(page, everyTrade)
    const all = await rowCount(page)
    await typeQuery(page, mixed)
    await page.getByRole('button', { name: 'Move it to the content filter' }).click()

    await expect.poll(() => new URL(page.url()).searchParams.get('data')).toBe('spec.replicas > 2')
    await expect(page.getByRole('combobox', { name: 'Content filter' })).toHaveValue('spec.replicas > 2')
    await expect.poll(() => rowCount(page)).toBeLessThan(all)
    await expect(queryField(page)).toBeFocused()
  })

  test('is not offered by the activity, which would drop it', async ({ page }) => {
    await page.goto(`/activity?window=30d&where=${encodeURIComponent(everyTrade)}`)
    await typeQuery(page, mixed)

    await expect(page.getByText('Only attributes of units can be used here')).toBeVisible()
    await expect(page.getByRole('button', { name: /content filter/ })).toHaveCount(0)
    expect(new URL(page.url()).searchParams.get('where')).toBe(everyTrade)
  })

  test('says what it changes', async ({ page }) => {
    await openUnits(page, everyTrade)
    await typeQuery(page, "slug = 'trade-service'")

    await expect(page.getByRole('button', { name: 'Use Slug' })).toBeVisible()
    await expect(page.getByRole('deletion')).toHaveText('slug')
    await expect(page.getByRole('insertion')).toHaveText('→ Slug')
  })
})

test.describe('what is copied', () => {
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

  test('of the activity is its revisions and their window', async ({ page }) => {
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

test.describe('keys', () => {
  test('go to the field that a button opened', async ({ page }) => {
    await openUnits(page, everyTrade)

    await page.getByRole('button', { name: 'Content filter' }).click()
    await expect(page.getByRole('combobox', { name: 'Content filter' })).toBeFocused()
    await page.keyboard.type('cec')

    await expect(page.getByRole('combobox', { name: 'Content filter' })).toHaveValue('cec')
    await expect(page).toHaveURL(/\/units\?/)
    await page.getByRole('button', { name: 'Discard' }).click()

    await page.getByRole('button', { name: 'Text', exact: true }).click()
    await expect(queryField(page)).toBeFocused()
    await page.getByRole('button', { name: 'Chips', exact: true }).click()
    await page.getByRole('button', { name: /^Slug is/ }).click()
    await expect(page.getByRole('dialog').getByRole('combobox', { name: 'Value' })).toBeFocused()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await expect(page.getByRole('dialog').getByRole('combobox', { name: 'Attribute' })).toBeFocused()
  })

  test('from the palette too', async ({ page }) => {
    await openUnits(page, everyTrade)
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type('Edit the query')
    await page.keyboard.press('Enter')

    await expect(queryField(page)).toBeFocused()
  })

  test('of the page rest while something is open above it', async ({ page }) => {
    await openUnits(page, everyTrade)
    for (const name of ['Columns', 'Export', /^Group/]) {
      await page.getByRole('button', { name }).first().click()
      await expect(page.locator('[role="dialog"], [role="menu"]').first()).toBeVisible()
      // Wherever the focus has got to meanwhile.
      await page.evaluate(() =>
        document.activeElement instanceof HTMLElement ? document.activeElement.blur() : null,
      )
      await page.keyboard.press('c')
      await expect(page).toHaveURL(/\/units\?/)
      await page.keyboard.press('Escape')
      await page.reload()
      await expect(rows(page).nth(5)).toBeVisible()
    }
  })

  test('typed into the document editor stay there', async ({ page }) => {
    await page.goto(newChangePath(tradeInProduction))
    await page.getByRole('radio', { name: 'Merge' }).press('Space')
    await page.locator('.monaco-editor').first().click()
    await page.keyboard.type('gugc')

    await expect(page.locator('.monaco-editor .view-lines').first()).toContainText('gugc')
    await expect(page).toHaveURL(/\/changes\/new/)
  })
})

test.describe('a column', () => {
  test('whose path cannot be read is refused in picker and address, with the nearest', async ({ page }) => {
    await page.goto(`${unitsPath(everyTrade)}&cols=space,apps/v1/Deployment+spec..replicas`)
    await expect(rows(page).nth(5)).toBeVisible()
    await expect(page.getByText(/“spec\.\.replicas” is not a valid path/)).toBeVisible()
    await page.getByRole('link', { name: 'Show apps/v1/Deployment spec.replicas' }).click()
    await expect(page.getByRole('columnheader', { name: 'spec.replicas' })).toBeVisible()
    await expect(page.getByText(/is not a valid path/)).toBeHidden()

    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('textbox', { name: 'Path' }).fill('spec..x')
    await expect(page.getByRole('button', { name: 'Add column' })).toBeDisabled()
    await page.getByRole('button', { name: 'Use spec.x' }).click()
    await page.getByRole('button', { name: 'Add column' }).click()
    await page.keyboard.press('Escape')

    await expect(page.getByText(/No unit of this result has/)).toBeVisible()
    await expect(
      page.getByRole('columnheader', { name: /spec\.x.*no unit here has this path/ }),
    ).toBeVisible()
    await expect(page.getByRole('gridcell', { name: 'no unit has this' }).first()).toBeVisible()
    await page.getByRole('button', { name: 'Remove the column' }).click()
    await expect(page.getByText(/No unit of this result has/)).toBeHidden()
  })

  test('whose value is derived from a Slug says so', async ({ page }) => {
    await openUnits(page, everyTrade)
    const mark = "Derived from the Space's Slug; not a label"

    await expect(rows(page).filter({ hasText: 'traderx-dev' })).toContainText(mark)
    await expect(rows(page).filter({ hasText: london })).not.toContainText(mark)
    await rows(page)
      .filter({ hasText: 'traderx-dev' })
      .getByRole('button', { name: /^Peek at/ })
      .click()
    const peek = page.getByRole('complementary', { name: /traderx-dev/ })
    await expect(peek).toContainText(mark)
    await expect(peek.getByRole('button', { name: /Environment/ })).toHaveCount(0)
  })
})

test('a draft for one scope does not appear in another, and reappears in its own', async ({ page }) => {
  await page.goto(newChangePath(tradeInProduction))
  await setField(page, 'spec.replicas', '7')
  const value = page.getByRole('textbox', { name: 'Value' })

  for (const other of [
    newChangePath(everyTrade),
    `${newChangePath(tradeInProduction)}&data=spec.replicas+>+2`,
  ]) {
    await page.goto(other)
    await expect(page.getByRole('combobox', { name: 'Path' })).toHaveValue('')
    await expect(value).toHaveValue('')
  }
  await page.goto(newChangePath(tradeInProduction))
  await expect(value).toHaveValue('7')
})

test.describe('an address with unknown parts', () => {
  const named: readonly (readonly [string, RegExp])[] = [
    ['/units?wher=x', /“wher” is not known here and was ignored: the page shows all units/],
    ['/units?sort=nope', /sort names “nope”/],
    ['/units?group=planet', /group: “planet” is not a value of group/],
    ['/units?compare=x', /compare: “x” is not a value of compare/],
    ['/units?where=Slug+=+%27a%27&where=b', /The address says where 2 times/],
    ["/units?where=Slug+LIKE+'%prod%'", /a % without two hexadecimal digits/],
    ['/units?cols=nope', /There is no column “nope”/],
    ['/activity?at=yesterday', /at: “yesterday” is not a time/],
    ['/activity?window=8d', /window: “8d” is not a value of window/],
    ['/activity?user=me', /user: “me” is not a value of user/],
    ['/activity?data=x', /“data” is not known here/],
    ['/changes?state=open', /“state” is not known here/],
    [`/units/${london}/trade-service?tab=x&from=3x`, /tab: “x” is not a value of tab/],
    [`/units/${london}/trade-service?from=3x`, /from: “3x” is not a value of from/],
    ['/changes/new?wher=x', /“wher” is not known here and was ignored: the change is about all units/],
    ['/changes/new?restore=3', /restore was ignored/],
  ]

  for (const [path, message] of named) {
    test(`names it: ${path}`, async ({ page }) => {
      await page.goto(path)
      const notice = page.getByRole('status').filter({ hasText: message })
      await expect(notice).toBeVisible()

      await notice.getByRole('link').last().click()
      await expect(notice).toBeHidden()
    })
  }

  test('shows the rows, and changes and exports nothing until it is fixed', async ({ page }) => {
    await page.goto(`/units?wher=${encodeURIComponent(everyTrade)}`)
    await expect(rows(page).nth(5)).toBeVisible()
    await expect(exportButtons(page)).toBeDisabled()
    await page.keyboard.press('c')
    await expect(page.getByText('Part of the address was ignored').last()).toBeVisible()
    await expect(page).toHaveURL(/\/units\?/)

    await page.getByRole('link', { name: 'Read it as where' }).click()

    await expect.poll(() => new URL(page.url()).searchParams.get('where')).toBe(everyTrade)
    await expect(exportButtons(page)).toBeEnabled()
  })

  test('opens no change of more units than intended', async ({ page }) => {
    await page.goto(`/changes/new?wher=${encodeURIComponent(everyTrade)}`)
    await expect(page.getByRole('heading', { name: /does not clearly say which units/ })).toBeVisible()
    await expect(page.getByRole('button', { name: /^Preview/ })).toHaveCount(0)

    await page.getByRole('link', { name: 'Read it as where' }).click()
    await expect(page.getByRole('button', { name: /^Preview \d+ units$/ })).toBeVisible()
  })
})
