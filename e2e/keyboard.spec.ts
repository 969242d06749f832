import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures.ts'
import { readUnits, replicasOf } from '#e2e/fleet.ts'
import { london, unitsPath } from '#e2e/places.ts'
import { recordSpace } from '#e2e/workspace.ts'

const where = `Slug = 'trade-service' AND Space.Slug = '${london}'`

test('a patch from query to write without a pointer', async ({ page, hub, signIn }) => {
  await signIn('alice@trading.com')
  await page.goto(unitsPath("Slug = 'trade-service'"))
  await expect(page.getByRole('row').nth(5)).toBeVisible()

  await page.keyboard.press('/')
  await expect(page.getByRole('combobox', { name: 'Query' })).toBeFocused()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(where)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(page.getByText('1 selected')).toBeVisible()
  await page.keyboard.press('c')
  await expect(page).toHaveURL(/\/changes\/new/)

  await tabTo(page, page.getByRole('combobox', { name: 'Resource type' }))
  await page.keyboard.type('apps/v1/Deployment')
  await tabTo(page, page.getByRole('combobox', { name: 'Path' }))
  await page.keyboard.type('spec.replicas')
  await tabTo(page, page.getByRole('textbox', { name: 'Value' }))
  await page.keyboard.type('6')
  await tabTo(page, page.getByRole('button', { name: 'Preview 1 unit' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^sealed \d\d:\d\d/)).toBeVisible()
  // London differs from the others on purpose.
  await tabTo(page, page.getByRole('button', { name: /^Include 1 override$/ }))
  await page.keyboard.press('Enter')

  await tabTo(page, page.getByRole('textbox', { name: /^Reason/ }))
  await page.keyboard.type('London at six, by keyboard')
  await tabTo(page, page.getByRole('button', { name: /Space for the record/ }))
  await page.keyboard.press('Enter')
  await page.keyboard.type(recordSpace)
  await expect(page.getByRole('option', { name: recordSpace, exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Write 1 unit…' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('alertdialog').getByRole('button', { name: 'Write 1 unit' }))
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { level: 1 })).toContainText('London at six, by keyboard')
  const [unit] = (await readUnits(hub, where)).values()
  expect(unit && replicasOf(unit)).toBe(6)
})

test.describe('navigation', () => {
  test.use({ hubUse: 'read' })

  test.beforeEach(async ({ page, signIn }) => {
    await signIn()
    await page.goto(unitsPath("Slug = 'trade-service'"))
    await expect(page.getByRole('row').nth(5)).toBeVisible()
  })

  test('Enter opens the unit under the cursor, g c and g a the other pages', async ({ page }) => {
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/units\/[\w-]+\/trade-service/)
    await goTo(page, 'c', /\/changes$/)
    await goTo(page, 'a', /\/activity/)
  })

  test('the palette finds a page, and the question mark shows the keys', async ({ page }) => {
    await page.keyboard.press('ControlOrMeta+k')
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.type('activity')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/activity/)

    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toContainText('Go to Changes')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  })
})

/** Two keys in a row, as often as needed: a busy machine may take longer between them than people do. */
async function goTo(page: Page, key: string, address: RegExp): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await expect(page).toHaveURL(address, { timeout: 10_000 })
  }).toPass()
}

/** Presses Tab until the control has the focus; fails when it cannot be reached. */
async function tabTo(page: Page, control: ReturnType<Page['getByRole']>): Promise<void> {
  await expect(control).toBeVisible()
  for (let presses = 0; presses < 60; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${control}`)
}
