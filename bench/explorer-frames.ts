import type { Browser, Page } from '@playwright/test'
import { z } from 'zod'
import { evenness } from '#bench/measure.ts'

const Trace = z.object({
  traceEvents: z.array(z.looseObject({ name: z.string(), ts: z.number().optional() })),
})
const category = 'disabled-by-default-devtools.timeline.frame'
const drawnFrames = 300

/** Milliseconds between the frames that were drawn while something ran, from Chromium's own trace. */
export async function frames(browser: Browser, page: Page, run: () => Promise<void>) {
  await browser.startTracing(page, { categories: [category, 'devtools.timeline.frame'] })
  await run()
  const { traceEvents } = Trace.parse(JSON.parse((await browser.stopTracing()).toString('utf8')))
  const drawn = traceEvents.flatMap(({ name, ts }) =>
    name === 'DrawFrame' && ts !== undefined ? [ts / 1000] : [],
  )
  const times = drawn.toSorted((a, b) => a - b)
  const between = times.slice(1).map((time, index) => time - (times[index] ?? time))
  if (between.length < drawnFrames / 2) throw new Error(`only ${between.length} frames were drawn`)
  return evenness(between)
}

export async function scrollGrid(page: Page): Promise<void> {
  await page.evaluate(scrollByFrames, { selector: '[role=grid]', count: drawnFrames })
}

/** What this machine draws at best: a list of 32 lines with ten cells each, whose texts change. */
export async function scrollPlainList(page: Page): Promise<void> {
  await page.goto('about:blank')
  await page.evaluate(() => {
    const list = document.createElement('div')
    list.id = 'plain'
    list.style.cssText = 'height:800px;overflow:auto'
    list.innerHTML = `<div style="height:1600000px;position:relative">${Array.from(
      { length: 32 },
      () =>
        `<div style="position:absolute;display:flex;height:32px">${'<span style="width:100px"></span>'.repeat(10)}</div>`,
    ).join('')}</div>`
    document.body.append(list)
    list.addEventListener('scroll', () => {
      const first = Math.floor(list.scrollTop / 32)
      for (const [index, line] of [...(list.firstElementChild?.children ?? [])].entries()) {
        if (!(line instanceof HTMLElement)) continue
        line.style.transform = `translateY(${(first + index) * 32}px)`
        for (const cell of line.children) cell.textContent = String(first + index)
      }
    })
  })
  await page.evaluate(scrollByFrames, { selector: '#plain', count: drawnFrames })
}

function scrollByFrames({ selector, count }: { selector: string; count: number }): Promise<void> {
  const element = document.querySelector(selector)
  return new Promise((resolve) => {
    let left = count
    const next = () => {
      element?.scrollBy({ top: 400 })
      left -= 1
      if (left > 0) requestAnimationFrame(next)
      else resolve()
    }
    requestAnimationFrame(next)
  })
}
