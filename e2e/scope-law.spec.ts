import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures.ts'
import type { Hub } from '#e2e/hub.ts'
import { unitsPath } from '#e2e/places.ts'

// Whatever someone does to query and selection, the announced count equals the number of rows and the hub's count, and
// a change never reaches more units than the page says.
test.use({ hubUse: 'read', actionTimeout: 20_000 })

const conditions = [
  "Slug = 'trade-service'",
  "Space.Slug LIKE '%prod%'",
  "Space.Labels.Continent = 'Europe'",
  'HeadRevisionNum > 1',
]
const steps = 60

for (const seed of [3, 11]) {
  test(`holds through ${steps} random steps, seed ${seed}`, async ({ page, hub, signIn }) => {
    test.setTimeout(240_000)
    await signIn()
    await page.goto(unitsPath(conditions[0] ?? ''))
    const random = randomOf(seed)
    const done: string[] = []
    for (let step = 0; step < steps; step++) {
      const name = random.pick(Object.keys(moves))
      done.push(name)
      await test.step(`${step} ${name}`, async () => {
        await moves[name]?.(page, random)
        await holds(page, hub)
        if (random.below(6) === 0) await changesNoMore(page, hub)
      })
    }
    expect(new Set(done).size).toBeGreaterThan(6)
  })
}

type Random = ReturnType<typeof randomOf>

const queryField = (page: Page) => page.getByRole('combobox', { name: 'Query' })
const grid = (page: Page) => page.getByRole('grid', { name: 'Units' })
const unrun = (page: Page) => page.getByText('These rows answer the previous query.', { exact: true })
const bar = (page: Page) => page.getByRole('region', { name: 'Selection' })

const moves: Readonly<Record<string, (page: Page, random: Random) => Promise<void>>> = {
  type: async (page, random) => typeQuery(page, random.conditions()),
  'type something wrong': async (page, random) => typeQuery(page, `${random.conditions()} AND`),
  run: async (page, random) => {
    await typeQuery(page, random.conditions())
    await queryField(page).press('Enter')
    await queryField(page).blur()
  },
  'run what is typed': async (page) => {
    const run = page.getByRole('button', { name: 'Run', exact: true })
    if ((await run.isVisible()) && (await run.isEnabled())) await run.click()
  },
  discard: async (page) => {
    const discard = page.getByRole('button', { name: 'Discard', exact: true })
    if (!(await discard.isVisible())) return
    await discard.click()
    // The focus is back in the field, whose suggestions cover the first rows.
    await queryField(page).blur()
  },
  'remove a chip': async (page) => {
    const chips = page.getByRole('button', { name: 'Chips', exact: true })
    if ((await chips.isVisible()) && (await chips.isEnabled())) await chips.click()
    const remove = page.getByRole('button', { name: /^Remove (Slug|Space|Head)/ }).first()
    if (await remove.isVisible()) await remove.click()
  },
  pick: async (page, random) => {
    const row = grid(page)
      .getByRole('row')
      .nth(1 + random.below(6))
    if (!(await row.isVisible())) return
    // Open suggestions cover the first rows.
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
    await row.getByRole('gridcell').first().click()
  },
  'pick more': async (page, random) => moves.pick?.(page, random),
  'select all': async (page) => {
    const all = page.getByRole('checkbox', { name: 'Select all units' })
    if (await all.isVisible()) await all.click()
  },
  clear: async (page) => {
    const clear = bar(page).getByRole('button', { name: 'Clear' })
    if (await clear.isVisible()) await clear.click()
  },
  back: async (page) => {
    await page.goBack()
    if (!page.url().includes('/units')) await page.goForward()
  },
  forward: async (page) => {
    await page.goForward()
  },
}

async function typeQuery(page: Page, text: string): Promise<void> {
  const mode = page.getByRole('button', { name: 'Text', exact: true })
  if (!(await queryField(page).isVisible())) await mode.click()
  await queryField(page).fill(text)
  // Its suggestions cover the first rows while it has the focus.
  await queryField(page).blur()
}

/** Waits until nothing is loading, then compares count, rows and hub. */
async function holds(page: Page, hub: Hub): Promise<void> {
  await expect
    .poll(async () => {
      if (await unrun(page).isVisible()) return 'typed'
      const where = new URL(page.url()).searchParams.get('where') ?? ''
      const said = (await page.locator('[aria-label="Query"] p').first().textContent()) ?? ''
      const announced = Number(/^([\d,]+) units?\b/.exec(said)?.[1]?.replaceAll(',', ''))
      const shown = await rowCount(page)
      return announced === shown && shown === (await matching(hub, where)).size
        ? 'true'
        : `${said}: ${shown} rows`
    })
    .toMatch(/^(typed|true)$/)
  if (!(await unrun(page).isVisible())) return
  const change = page.getByRole('button', { name: /^Change / })
  if (await change.isVisible()) await expect(change).toBeDisabled()
  for (const button of await page.getByRole('button', { name: 'Export' }).all())
    await expect(button).toBeDisabled()
}

/** Opens Change, reads its scope, and goes back. */
async function changesNoMore(page: Page, hub: Hub): Promise<void> {
  const change = page.getByRole('button', { name: /^Change / })
  if (!(await change.isVisible()) || !(await change.isEnabled())) return
  const said = (await bar(page).locator('p').first().textContent()) ?? ''
  const where = new URL(page.url()).searchParams.get('where') ?? ''
  const matches = await matching(hub, where)
  const shown = await rowCount(page)
  await change.click()
  await expect(page).toHaveURL(/\/changes\/new/)
  const asked = new URL(page.url()).searchParams
  const ids = asked.get('units')?.split(',') ?? []
  if (said.startsWith('All ')) {
    expect(said).toBe(`All ${shown} matching selected`)
    expect([asked.get('where') ?? '', asked.get('units'), asked.get('pick')]).toEqual([where, null, null])
  } else {
    const [, picked = '', outside = '0'] = /^(\d+) selected(?:, (\d+) outside the query)?$/.exec(said) ?? []
    const count = Number(picked) - Number(outside)
    if (asked.get('pick') === null) {
      expect(ids).toHaveLength(count)
      expect(ids.filter((id) => !matches.has(id))).toEqual([])
    }
    await expect(page.getByText(new RegExp(`^${count} units? in`))).toBeVisible()
  }
  await page.goBack()
  await expect(grid(page)).toBeVisible()
}

async function rowCount(page: Page): Promise<number> {
  if (!(await grid(page).isVisible())) return 0
  return Number(await grid(page).getAttribute('aria-rowcount')) - 1
}

async function matching(hub: Hub, where: string): Promise<ReadonlySet<string>> {
  const path = `/unit?limit=1000&select=Slug&where=${encodeURIComponent(where)}`
  const units = await hub.read<{ Unit: { UnitID: string } }[]>('alice@trading.com', path)
  return new Set(units.map(({ Unit }) => Unit.UnitID))
}

/** mulberry32: the same seed gives the same steps. */
function randomOf(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (end: number) => Math.floor(next() * end)
  return {
    below,
    pick: <T>(from: readonly T[]): T => {
      const chosen = from[below(from.length)]
      if (chosen === undefined) throw new Error('nothing to pick from')
      return chosen
    },
    conditions: () => conditions.filter(() => next() < 0.5).join(' AND '),
  }
}
