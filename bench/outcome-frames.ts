import { chromium, type Page } from '@playwright/test'
import { type Preview, previewRun, recordOf, type Side } from '#bench/change-runs.ts'
import { query, read } from '#bench/requests.ts'
import { chromiumFlags, ensureChromium } from '#scripts/chromium.ts'

/** How evenly a page is drawn. */
type Frames = {
  readonly perSecond: number
  readonly p95Ms: number
  readonly longestMs: number
  /** Processor time of the page's own thread: what a frame costs, however busy the machine is. */
  readonly processorMs: number
}

export type OutcomeFrames = {
  readonly scrolled: Frames
  /** The same page, when nothing happens on it: what this machine can draw. */
  readonly idle: Frames
}

const units = 10_000
const measuredMs = 4000
const pixelsPerFrame = 400

/**
 * Scrolls through the result of a change of 10,000 units. Most of them leave the query before they are written, so that
 * the outcomes are there in seconds.
 */
export async function outcomeFrames(side: Side): Promise<OutcomeFrames> {
  const { preview } = await previewRun(side, units, 300)
  await leaveQuery(side)
  const record = await recordOf(side, preview)
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumFlags })
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    await context.addCookies(cookiesOf(side))
    const page = await context.newPage()
    await page.goto(`${side.dashboard}/changes/${record}`)
    const list = page.getByRole('list', { name: 'Units of this change' })
    await list.waitFor({ timeout: 120_000 })
    await mustBeWhole(page, preview)
    const idle = await framesOf(page, 0)
    return { idle, scrolled: await framesOf(page, pixelsPerFrame) }
  } finally {
    await browser.close()
  }
}

/** All Spaces of production but those of one region. */
async function leaveQuery({ hub, token }: Side): Promise<void> {
  const where = "Labels.Environment = 'prod' AND Labels.Region != 'jp-tyo'"
  await read(`${hub}/_space?${query({ where })}`, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/merge-patch+json' },
    body: JSON.stringify({ Labels: { Environment: 'staging' } }),
  })
}

function cookiesOf({ person, dashboard }: Side) {
  return (person.Cookie ?? '').split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return { name, value: value.join('='), url: dashboard }
  })
}

/** A list without its units would scroll well. */
async function mustBeWhole(page: Page, { changedIds }: Preview): Promise<void> {
  const count = changedIds.length.toLocaleString('en')
  await page
    .getByText(new RegExp(`of (?:${count}|${changedIds.length}) units`))
    .first()
    .waitFor()
}

/** Time between frames, while the list is scrolled by some pixels in each of them. */
async function framesOf(page: Page, pixels: number): Promise<Frames> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const taskSeconds = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
  }
  const before = await taskSeconds()
  const times = await page.evaluate(
    async ({ pixels, measuredMs }) => {
      const list = document.querySelector('ul[aria-label="Units of this change"]')
      const box = list?.parentElement
      if (!box) throw new Error('there is no list')
      const between: number[] = []
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
      const started = await frame()
      for (let last = started; last - started < measuredMs; ) {
        box.scrollTop += pixels
        const now = await frame()
        between.push(now - last)
        last = now
      }
      return between
    },
    { pixels, measuredMs },
  )
  const seconds = (await taskSeconds()) - before
  await session.detach()
  const sorted = times.toSorted((a, b) => a - b)
  const total = times.reduce((sum, time) => sum + time, 0)
  return {
    perSecond: (1000 * times.length) / total,
    p95Ms: sorted[Math.floor(0.95 * sorted.length)] ?? Number.NaN,
    longestMs: sorted.at(-1) ?? Number.NaN,
    processorMs: (1000 * seconds) / times.length,
  }
}
