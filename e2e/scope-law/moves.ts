import type { Locator, Page } from '@playwright/test'
import { expect } from '#e2e/fixtures.ts'
import { randomContent, randomWhere } from '#e2e/scope-law/queries.ts'
import type { Random } from '#e2e/scope-law/random.ts'

/** `selects`: may make the selection larger. Any other step may not. */
export type Move = { readonly run: (page: Page, random: Random) => Promise<void>; readonly selects?: true }

const queryField = (page: Page) => page.getByRole('combobox', { name: 'Query' })
export const grid = (page: Page) => page.getByRole('grid', { name: 'Units' })
export const bar = (page: Page) => page.getByRole('region', { name: 'Selection' })

const keysThatSelectNothing = [
  ['j', 'j', 'k'],
  ['ArrowDown', 'ArrowDown', 'ArrowUp'],
  ['PageDown', 'PageUp'],
  ['Home', 'End', 'Control+Home'],
  ['ArrowDown', 'ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowRight'],
  ['d', 'D'],
  ['Space', 'Escape'],
]

export const moves: Readonly<Record<string, Move>> = {
  type: { run: async (page, random) => typeQuery(page, randomWhere(random)) },
  'type something wrong': { run: async (page, random) => typeQuery(page, `${randomWhere(random)} AND`) },
  run: {
    run: async (page, random) => {
      await typeQuery(page, randomWhere(random))
      await queryField(page).press('Enter')
      await queryField(page).blur()
    },
  },
  'run what is typed': { run: async (page) => pressIfEnabled(page, 'Run') },
  discard: {
    run: async (page) => {
      await pressIfEnabled(page, 'Discard')
      await leaveFields(page)
    },
  },
  'paste a line of cub': {
    run: async (page, random) => paste(page, `cub unit list --space "*" --where "${pastedWhere(random)}"`),
  },
  'paste SQL': {
    run: async (page, random) => paste(page, `SELECT * FROM units WHERE ${pastedWhere(random)};`),
  },
  'use what was pasted': { run: async (page) => pressIfEnabled(page, 'Use it as the query') },
  'ask for content by the address': {
    run: async (page, random) => {
      const { type, data } = randomContent(random)
      const address = new URL(page.url())
      address.searchParams.set('type', type)
      address.searchParams.set('data', data)
      await page.goto(address.href)
    },
  },
  'remove a chip': {
    run: async (page) => {
      await pressIfEnabled(page, 'Chips')
      const remove = page.getByRole('button', { name: /^Remove (Slug|Space|Head|\()/ }).first()
      if (await remove.isVisible()) await remove.click()
    },
  },
  pick: { selects: true, run: pick },
  'pick more': { selects: true, run: pick },
  'pick by keys': {
    selects: true,
    run: async (page) => {
      await leaveFields(page)
      for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
    },
  },
  'select all': {
    selects: true,
    run: async (page) => {
      const all = page.getByRole('checkbox', { name: 'Select all units' })
      if (await all.isVisible()) await all.click()
    },
  },
  clear: {
    run: async (page) => {
      const clear = bar(page).getByRole('button', { name: 'Clear' })
      if (await clear.isVisible()) await clear.click()
    },
  },
  'press keys': {
    run: async (page, random) => {
      await leaveFields(page)
      for (const key of random.pick(keysThatSelectNothing)) await page.keyboard.press(key)
    },
  },
  sort: {
    run: async (page, random) => {
      const name = random.pick([/^Space/, /^Head/, /^spec\.replicas/, /^Changed$/])
      const header = grid(page).getByRole('columnheader').getByRole('button', { name })
      if (await header.isVisible()) await header.click({ modifiers: random.chance(0.3) ? ['Shift'] : [] })
    },
  },
  group: {
    run: async (page, random) =>
      choose(page, /^Group: /, random.pick(['No groups', 'Region', 'Environment', 'Space'])),
  },
  density: {
    run: async (page, random) => choose(page, /^Density: /, random.pick(['compact', 'normal', 'relaxed'])),
  },
  compare: {
    run: async (page, random) =>
      choose(
        page,
        /^Compare with: /,
        random.pick(['Nothing', 'Most rows', 'Upstream units', 'Last releases']),
      ),
  },
  'ask for a cell': {
    run: async (page, random) => {
      const row = await someRow(page, random)
      if (row === undefined) return
      const cell = row.getByRole('gridcell').nth(random.pick([2, 4, 5]))
      await cell.click({ button: 'right' })
      await expect(page.getByRole('menuitem', { name: 'Copy condition' })).toBeVisible()
      await expect(page.getByText('Reading the value…')).toHaveCount(0)
      const asks = page.getByRole('menuitem', { name: random.pick([/^Filter /, /^Exclude /]) }).first()
      if ((await asks.isVisible()) && (await asks.getAttribute('aria-disabled')) !== 'true')
        await asks.click()
      else await page.keyboard.press('Escape')
      await expect(page.getByRole('menu')).toBeHidden()
    },
  },
  'mark cells and select their units': {
    selects: true,
    run: async (page) => {
      await leaveFields(page)
      for (const key of ['j', 'Shift+ArrowDown', 'Shift+ArrowDown', 'x']) await page.keyboard.press(key)
    },
  },
  'read again': { run: async (page) => pressIfEnabled(page, /again/i) },
  reload: {
    run: async (page) => {
      await page.reload()
    },
  },
  back: {
    run: async (page) => {
      await page.goBack()
      if (!page.url().includes('/units')) await page.goForward()
    },
  },
  forward: {
    run: async (page) => {
      await page.goForward()
      if (!page.url().includes('/units')) await page.goBack()
    },
  },
}

/** A line that asks for everything is refused. */
const pastedWhere = (random: Random) => randomWhere(random) || 'HeadRevisionNum > 0'

async function typeQuery(page: Page, text: string): Promise<void> {
  if (!(await queryField(page).isVisible())) await pressIfEnabled(page, 'Text')
  await queryField(page).fill(text)
  // Its suggestions cover the first rows while it has the focus.
  await queryField(page).blur()
}

async function paste(page: Page, text: string): Promise<void> {
  await typeQuery(page, text)
  await expect(page.getByRole('button', { name: 'Use it as the query' })).toBeVisible()
}

async function pick(page: Page, random: Random): Promise<void> {
  await (await someRow(page, random))?.getByRole('gridcell').first().click()
}

async function someRow(page: Page, random: Random): Promise<Locator | undefined> {
  const row = grid(page).locator('[data-row]').nth(random.below(6))
  await leaveFields(page)
  return (await row.isVisible()) ? row : undefined
}

async function choose(page: Page, menu: RegExp, option: string): Promise<void> {
  await leaveFields(page)
  const trigger = page.getByRole('button', { name: menu })
  if (!(await trigger.isVisible()) || !(await trigger.isEnabled())) return
  await trigger.click()
  await page.getByRole('menu').getByText(option, { exact: true }).click()
  if (await page.getByRole('menu').isVisible()) await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toBeHidden()
}

async function pressIfEnabled(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name, exact: true }).first()
  if ((await button.isVisible()) && (await button.isEnabled())) await button.click()
}

/** Open suggestions cover the first rows. */
async function leaveFields(page: Page): Promise<void> {
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
}
