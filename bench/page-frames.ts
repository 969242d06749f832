import { chromium, type Page } from '@playwright/test'
import type { Side } from '#bench/change-runs.ts'
import { evenness } from '#bench/measure.ts'
import { chromiumFlags, ensureChromium } from '#scripts/chromium.ts'

/** How evenly a page is drawn. */
export type Frames = ReturnType<typeof evenness> & {
  readonly perSecond: number
  /** Processor time of the page's own thread: what a frame costs, however busy the machine is. */
  readonly processorMs: number
}

const measuredMs = 4000
/** How far a list is scrolled in each frame. */
export const pixelsPerFrame = 400

/** Opens a page of the dashboard in a browser of its own, signed in. */
export async function onPage<T>(side: Side, path: string, run: (page: Page) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumFlags })
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    await context.addCookies(cookiesOf(side))
    const page = await context.newPage()
    page.setDefaultTimeout(120_000)
    await page.goto(`${side.dashboard}${path}`)
    return await run(page)
  } finally {
    await browser.close()
  }
}

function cookiesOf({ person, dashboard }: Side) {
  return (person.Cookie ?? '').split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return { name, value: value.join('='), url: dashboard }
  })
}

/** Time between frames, while the list of this name is scrolled by some pixels in each of them. */
export async function framesOf(page: Page, name: string, pixels: number): Promise<Frames> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const taskSeconds = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
  }
  const before = await taskSeconds()
  const times = await page.evaluate(
    async ({ name, pixels, measuredMs }) => {
      const list = document.querySelector(`ul[aria-label="${name}"]`)
      const box = list?.parentElement
      if (!box) throw new Error(`there is no list of ${name}`)
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
    { name, pixels, measuredMs },
  )
  const seconds = (await taskSeconds()) - before
  await session.detach()
  const total = times.reduce((sum, time) => sum + time, 0)
  return {
    perSecond: (1000 * times.length) / total,
    ...evenness(times),
    processorMs: (1000 * seconds) / times.length,
  }
}
