import type { Page } from '@playwright/test'
import { expect } from '#e2e/fixtures.ts'

export const recordSpace = 'moss-cub-traderx-infra'

/** What several journeys do on the change page in the same words. */
export async function setField(page: Page, path: string, value: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Resource type' }).fill('apps/v1/Deployment')
  await page.getByRole('combobox', { name: 'Path' }).fill(path)
  await page.getByRole('textbox', { name: 'Value' }).fill(value)
}

export async function previewUnits(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Preview \d+ units?$/ }).click()
  // The seal is the last thing a preview brings.
  await expect(page.getByText(/^sealed \d\d:\d\d/)).toBeVisible()
}

/** `spec.replicas 3 → 5` -> 41 */
export async function classes(page: Page): Promise<Map<string, number>> {
  const lines = await page
    .getByRole('list', { name: 'Change classes and their units' })
    .getByRole('button', { expanded: false })
    .allInnerTexts()
  return new Map(
    lines.map((line) => {
      const parts = line.split('\n').map((part) => part.trim())
      const count = Number(/^([\d,]+) units?$/.exec(parts.at(-1) ?? '')?.[1]?.replaceAll(',', ''))
      return [parts[0] ?? '', count]
    }),
  )
}

export async function giveReason(page: Page, reason: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Reason/ }).fill(reason)
  const record = page.getByRole('button', { name: /Space for the record/ })
  // Chosen once; the browser remembers it.
  if ((await record.filter({ hasText: recordSpace }).count()) > 0) return
  await record.click()
  await page.getByRole('option', { name: recordSpace, exact: true }).click()
}

export async function writeUnits(page: Page, count: number): Promise<void> {
  const units = count === 1 ? '1 unit' : `${count} units`
  await page.getByRole('button', { name: `Write ${units}…` }).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: `Write ${units}` })
    .click()
}
