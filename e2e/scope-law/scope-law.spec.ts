import type { BrowserContext, Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures.ts'
import type { Hub } from '#e2e/hub.ts'
import { unitsPath } from '#e2e/places.ts'
import { bar, grid, type Move, moves } from '#e2e/scope-law/moves.ts'
import { type Asked, askedBy, matching } from '#e2e/scope-law/queries.ts'
import { randomOf } from '#e2e/scope-law/random.ts'

// Whatever someone does to query, selection and view, the announced count equals the number of rows and the hub's count,
// the address shows the same rows elsewhere, and a change never reaches more units than the page says.
test.use({ hubUse: 'read', actionTimeout: 90_000 })

/** More for a longer run. */
const steps = Number(process.env.HUBDECK_STEPS ?? 60)
const names = Object.keys(moves)
/** Most steps are done at once, and there are many. */
const often = { intervals: [30, 50, 50, 100, 100, 250] }
const seeds = [3, 11, ...(process.env.HUBDECK_SEED ? [Number(process.env.HUBDECK_SEED)] : [])]

for (const seed of seeds) {
  test(`holds through ${steps} random steps, seed ${seed}`, async ({ page, context, hub, signIn }) => {
    await signIn()
    await page.goto(unitsPath("Slug = 'trade-service'"))
    const random = randomOf(seed)
    const done = new Set<string>()
    const elsewhere = await context.newPage()
    let before = await settled(page, hub)
    for (let step = 0; step < steps; step++) {
      const missing = names.filter((name) => !done.has(name))
      // The last steps are for what was not drawn before.
      const name = random.pick(missing.length < steps - step ? names : missing)
      const move = moves[name]
      if (move === undefined) throw new Error(name)
      done.add(name)
      await test.step(`${step} ${name}`, async () => {
        await move.run(page, random)
        const after = await settled(page, hub)
        widensNothing(before, after, move)
        before = after
        if (random.chance(1 / 8)) {
          await changesNoMore(page, hub)
          before = await settled(page, hub)
        }
        if (random.chance(1 / 16)) await showsTheSame(elsewhere, page, context)
      })
    }
    expect(done.size).toBe(names.length)
  })
}

type State = {
  readonly asked: Asked
  readonly isTyped: boolean
  /** What the selection bar says is selected: everything that matches, or so many units, shown or not. */
  readonly selected: 'all' | number
}

const result = (page: Page) =>
  page
    .getByRole('region', { name: 'Query' })
    .locator('p')
    .filter({ hasText: /^[\d,]+ units? in/ })
const unrun = (page: Page) => page.getByText('These rows answer the previous query.', { exact: true })

/** Waits until nothing is loading, then compares count, rows and hub. */
async function settled(page: Page, hub: Hub): Promise<State> {
  const asked = () => askedBy(page.url())
  await expect
    .poll(async () => {
      if (await unrun(page).isVisible()) return 'typed'
      const said = (await result(page).allTextContents())[0] ?? ''
      const announced = Number(/^([\d,]+) units?\b/.exec(said)?.[1]?.replaceAll(',', ''))
      const found = (await matching(hub, asked())).size
      const isGrouped = new URL(page.url()).searchParams.has('group')
      const shown = isGrouped ? announced : await rowCount(page)
      return announced === shown && shown === found ? 'true' : `${said}: ${shown} rows, ${found} in the hub`
    }, often)
    .toMatch(/^(typed|true)$/)
  const isTyped = await unrun(page).isVisible()
  if (isTyped) {
    const change = page.getByRole('button', { name: /^Change / })
    if (await change.isVisible()) await expect(change).toBeDisabled()
    for (const button of await page.getByRole('button', { name: 'Export' }).all())
      await expect(button).toBeDisabled()
  }
  return { asked: asked(), isTyped, selected: await selectedIn(page) }
}

async function selectedIn(page: Page): Promise<State['selected']> {
  // What the last key did is drawn by then.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(undefined)))),
  )
  if (!(await bar(page).isVisible())) return 0
  const said = (await bar(page).locator('p').first().textContent()) ?? ''
  if (said.startsWith('All ')) return 'all'
  return Number(/^(\d+) selected/.exec(said)?.[1] ?? 0)
}

/** Only a step that selects may select more, and "all" never passes from one query to another. */
function widensNothing(before: State, after: State, { selects }: Move): void {
  const isSameQuery = JSON.stringify(before.asked) === JSON.stringify(after.asked)
  if (before.selected === 'all' && !isSameQuery) expect(after.selected).toBe(0)
  if (selects || before.selected === 'all') return
  expect(after.selected).not.toBe('all')
  expect(Number(after.selected)).toBeLessThanOrEqual(before.selected)
}

/** Opens Change, reads its scope, and goes back. */
async function changesNoMore(page: Page, hub: Hub): Promise<void> {
  const change = page.getByRole('button', { name: /^Change / })
  if (!(await change.isVisible()) || !(await change.isEnabled())) return
  const said = (await bar(page).locator('p').first().textContent()) ?? ''
  const query = askedBy(page.url())
  const matches = await matching(hub, query)
  await change.click()
  await expect(page).toHaveURL(/\/changes\/new/)
  const asked = new URL(page.url()).searchParams
  const ids = asked.get('units')?.split(',') ?? []
  expect(askedBy(page.url())).toEqual(query)
  if (said.startsWith('All ')) {
    expect(said).toBe(`All ${matches.size} matching selected`)
    expect([asked.get('units'), asked.get('pick')]).toEqual([null, null])
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
  await expect(page).toHaveURL(/\/units/)
  await expect(grid(page)).toBeVisible()
}

/** The address alone reproduces the rows, in their order. */
async function showsTheSame(elsewhere: Page, page: Page, context: BrowserContext): Promise<void> {
  if (await unrun(page).isVisible()) return
  await elsewhere.bringToFront()
  await elsewhere.goto(page.url())
  // The order follows from cells that may still be arriving, on both pages.
  await expect(async () => expect(await firstUnits(elsewhere)).toEqual(await firstUnits(page))).toPass()
  await elsewhere.goto('about:blank')
  await page.bringToFront()
  expect(context.pages()).toHaveLength(2)
}

async function firstUnits(page: Page): Promise<string[]> {
  if (!(await grid(page).isVisible())) return []
  return await grid(page).evaluate((element) => {
    element.scrollTo({ top: 0 })
    return [...element.querySelectorAll('[data-row] a')]
      .map((link) => link.getAttribute('href') ?? '')
      .slice(0, 10)
  })
}

async function rowCount(page: Page): Promise<number> {
  const [count = '1'] = await grid(page).evaluateAll((grids) =>
    grids.map((element) => element.getAttribute('aria-rowcount') ?? ''),
  )
  return Number(count) - 1
}
