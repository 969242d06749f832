import type { Locator, Page } from '@playwright/test'
import { expect } from '#e2e/fixtures.ts'

export const recordSpace = 'moss-cub-traderx-infra'

/** Steps on the change page that several journeys share. */
export async function setField(page: Page, path: string, value: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Resource type' }).fill('apps/v1/Deployment')
  await page.getByRole('combobox', { name: 'Path' }).fill(path)
  await page.getByRole('textbox', { name: 'Value' }).fill(value)
}

export async function previewUnits(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Preview \d+ units?$/ }).click()
  // The seal is the last part of a preview.
  await expect(page.getByText(/^sealed \d\d:\d\d/)).toBeVisible()
}

/** Units that differ from their upstream on purpose are excluded until someone includes them. */
export async function includeOverrides(page: Page): Promise<void> {
  const include = page.getByRole('button', { name: /^Include \d+ overrides?$/ })
  if ((await include.count()) > 0) await include.click()
}

const headings = /^(?:Needs your consent|Local override|The hub will refuse)/

/** `apps/v1/Deployment trade-service: spec.replicas 3 → 5` -> 41, whether or not they can be written. */
export async function classes(page: Page): Promise<Map<string, number>> {
  const lines = await page
    .getByRole('list', { name: 'Change classes and their units' })
    .getByRole('button', { expanded: false })
    .allInnerTexts()
  const counts = new Map<string, number>()
  for (const line of lines) {
    const parts = line.split('\n').map((part) => part.trim())
    const label = parts.find((part) => !headings.test(part)) ?? ''
    const count = Number(/^([\d,]+) units?$/.exec(parts.at(-1) ?? '')?.[1]?.replaceAll(',', ''))
    counts.set(label, (counts.get(label) ?? 0) + count)
  }
  return counts
}

/** Scrolls the virtual list until the line is rendered. */
export async function reach(page: Page, line: Locator): Promise<void> {
  const list = page.getByRole('list', { name: 'Change classes and their units' })
  for (let steps = 0; steps < 60 && (await line.count()) === 0; steps++) {
    await list.evaluate((element, at) => element.parentElement?.scrollTo({ top: at }), steps * 150)
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  }
}

export async function giveReason(page: Page, reason: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Reason/ }).fill(reason)
  const record = page.getByRole('button', { name: /Space for the record/ })
  // Chosen only once, because the browser remembers it.
  if ((await record.filter({ hasText: recordSpace }).count()) > 0) return
  await record.click()
  await page.getByRole('option', { name: recordSpace, exact: true }).click()
}

/** Writes `count` units, of which `moved` have been changed by someone since the preview. */
export async function writeUnits(page: Page, count: number, moved = 0): Promise<void> {
  const units = (number: number) => (number === 1 ? '1 unit' : `${number} units`)
  await page.getByRole('button', { name: `Write ${units(count)}…` }).click()
  const dialog = page.getByRole('alertdialog')
  // The heads are read again first; until then the button counts what was previewed.
  await expect(dialog.getByText(/moved since the preview\.|changed since the preview/).first()).toBeVisible()
  const named = moved === 0 ? `Write ${units(count)}` : `Write the other ${units(count - moved)}`
  await dialog.getByRole('button', { name: named }).click()
}
