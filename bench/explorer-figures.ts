import type { Browser, Page } from '@playwright/test'
import { computedFigures } from '#bench/explorer-computed.ts'
import { frames, scrollGrid, scrollPlainList } from '#bench/explorer-frames.ts'
import type { ExplorerFigures } from '#bench/explorer-targets.ts'
import type { Side } from '#bench/large-fleet.ts'
import { median } from '#bench/measure.ts'
import { query, read } from '#bench/requests.ts'
import { step } from '#scripts/progress.ts'

export type ExplorerBench = Side & { readonly browser: Browser }

/** One unit of each Space; Europe; everything. */
const questions = [
  ['500', "Slug = 'trade-service'"],
  ['16,000', "Space.Labels.Continent = 'europe'"],
  ['50,000', ''],
] as const
const rounds = 5
/** Matches nothing, so that the first row on screen is one of the answer. */
const nothing = "Slug = 'nothing-has-this-name'"
const timeoutMs = 120_000

export async function explorerFigures(bench: ExplorerBench): Promise<ExplorerFigures> {
  const found = new Map<string, readonly [number, number?]>()
  const page = await signedInPage(bench)
  found.set('script', [await scriptBefore(page, bench.dashboard)])
  for (const [name, where] of questions) {
    const asking = step(`First rows of ${name}`)
    const times: { ours: number; bare: number }[] = []
    for (let round = -1; round < rounds; round += 1) {
      const bare = await bareFirstPage(bench, where)
      const ours = await enterToFirstRows(page, bench.dashboard, where)
      if (round >= 0) times.push({ ours, bare })
    }
    found.set(name, [median(times.map(({ ours }) => ours)), median(times.map(({ bare }) => bare))])
    asking.done()
  }
  const drawing = step('All rows, scrolling, sorting and grouping')
  found.set('all rows', [(await enterToAllRows(page, bench.dashboard)) / 1000])
  found.set('heap', [await heapMiB(page)])
  const scrolled = await frames(bench.browser, page, () => scrollGrid(page))
  found.set('scroll p95', [scrolled.p95Ms]).set('scroll longest', [scrolled.longestMs])
  found.set('sort', [
    await pressToDrawn(page, () => page.getByRole('button', { name: 'Changed', exact: true }).click()),
  ])
  found.set('group', [await group(page)])
  const idle = await frames(bench.browser, page, () => scrollPlainList(page))
  found.set('idle p95', [idle.p95Ms]).set('idle longest', [idle.longestMs])
  drawing.done()
  for (const [name, ms] of await computedFigures(bench)) found.set(name, [ms])
  return found
}

async function signedInPage({ browser, dashboard, token }: ExplorerBench): Promise<Page> {
  const context = await browser.newContext({ baseURL: dashboard, viewport: { width: 1440, height: 900 } })
  await context.request.post('/api/session', { data: { token }, headers: { Origin: dashboard } })
  const page = await context.newPage()
  page.setDefaultTimeout(timeoutMs)
  return page
}

/** The first page with what the columns of the grid need, straight from the hub. */
async function bareFirstPage({ hub, token }: ExplorerBench, where: string): Promise<number> {
  const select = 'Slug,SpaceID,SpaceSlug,HeadRevisionNum,LastReleasedRevisionNum,DataHash,Labels'
  const started = performance.now()
  const url = `${hub}/unit?${query({ where, select, order_by: 'Slug', limit: 1000 })}`
  await read(url, { headers: { Authorization: `Bearer ${token}` } })
  return performance.now() - started
}

/** Compressed kilobytes of script that a first visit loads before it shows a row. */
async function scriptBefore(page: Page, dashboard: string): Promise<number> {
  await page.goto(`${dashboard}/units?where=${encodeURIComponent(questions[0][1])}`)
  await firstRow(page)
  return page.evaluate(() => {
    const shownAt = performance.now()
    const loaded = performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter(({ name, responseEnd }) => new URL(name).pathname.endsWith('.js') && responseEnd <= shownAt)
    return loaded.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000
  })
}

function firstRow(page: Page) {
  return page.waitForSelector('[role=row][data-row]')
}

/** Types a query where nothing matched, presses Enter, and waits in the page for the frame with the first row. */
async function enterToFirstRows(page: Page, dashboard: string, where: string): Promise<number> {
  await typeQuery(page, dashboard, where)
  // Listening has to have begun: a key may overtake what the page is asked to do.
  await page.evaluate(() => {
    const look = () => {
      if (document.querySelector('[role=row][data-row]') === null) requestAnimationFrame(look)
      else requestAnimationFrame((drawn) => performance.mark('drawn', { startTime: drawn }))
    }
    const begin = ({ timeStamp }: KeyboardEvent) => {
      performance.mark('pressed', { startTime: timeStamp })
      look()
    }
    addEventListener('keydown', begin, { capture: true, once: true })
  })
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => performance.getEntriesByName('drawn').length > 0)
  return page.evaluate(() => {
    const timeOf = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN
    return timeOf('drawn') - timeOf('pressed')
  })
}

async function typeQuery(page: Page, dashboard: string, where: string): Promise<void> {
  await page.goto(`${dashboard}/units?where=${encodeURIComponent(nothing)}`)
  await page
    .getByText(/no unit/i)
    .first()
    .waitFor()
  // The page counts why nothing matches; a person types after that.
  await page.waitForLoadState('networkidle')
  await page.getByRole('button', { name: 'Text', exact: true }).click()
  const text = page.getByRole('combobox', { name: 'Query' })
  await text.fill(where)
  await text.press('Escape')
  await text.focus()
}

async function enterToAllRows(page: Page, dashboard: string): Promise<number> {
  await typeQuery(page, dashboard, '')
  const started = performance.now()
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => {
    const grid = document.querySelector('[role=grid]')
    return grid?.getAttribute('aria-rowcount') === '50001'
  })
  return performance.now() - started
}

async function heapMiB(page: Page): Promise<number> {
  await page.waitForSelector('[role=grid][aria-busy=false]')
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize / 1024 / 1024
}

/** From a press to the frame in which the first lines are others. */
async function pressToDrawn(page: Page, press: () => Promise<void>): Promise<number> {
  await page.evaluate(() => document.querySelector('[role=grid]')?.scrollTo({ top: 0 }))
  const drawn = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const lines = () =>
          [...document.querySelectorAll('[role=row][aria-rowindex="2"], [role=row][aria-rowindex="3"]')]
            .map(({ textContent }) => textContent)
            .join()
        const before = lines()
        let pressed = 0
        addEventListener('click', ({ timeStamp }) => (pressed = timeStamp), { capture: true, once: true })
        const look = () => {
          if (pressed === 0 || lines() === before) requestAnimationFrame(look)
          else requestAnimationFrame((now) => resolve(now - pressed))
        }
        look()
      }),
  )
  await press()
  return drawn
}

async function group(page: Page): Promise<number> {
  await page.getByRole('button', { name: /^Group/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Environment' }).click()
  const ms = await pressToDrawn(page, () => page.getByRole('menuitemcheckbox', { name: 'Region' }).click())
  await page.keyboard.press('Escape')
  return ms
}
