import type { Locator } from '@playwright/test'
import { type Side, whereOf } from '#bench/change-runs.ts'
import { type Frames, framesOf, onPage, pixelsPerFrame } from '#bench/page-frames.ts'
import { query, read } from '#bench/requests.ts'

export type ClassFrames = {
  /** Lines of the list before any class is opened. */
  readonly classes: number
  /** From a press on a class to the frame in which its units are drawn. */
  readonly openMs: number
  /** From a press on the checkbox of a class to the frame in which it is cleared. */
  readonly excludeMs: number
  /** The list with all classes open that are in sight at first. */
  readonly scrolled: Frames
}

const units = 5000
const listName = 'Change classes and their units'

/** Previews 5,000 units of ten services in the page, excludes a class, opens classes, and scrolls through their units. */
export async function classFrames(side: Side, replicas: number): Promise<ClassFrames> {
  await giveManyValues(side)
  const where = encodeURIComponent(whereOf(side, units))
  return onPage(side, `/changes/new?where=${where}`, async (page) => {
    await page.getByRole('combobox', { name: 'Resource type' }).fill('apps/v1/Deployment')
    await page.getByRole('combobox', { name: 'Path' }).fill('spec.replicas')
    await page.getByRole('textbox', { name: 'Value' }).fill(String(replicas))
    await page.getByRole('button', { name: /^Preview [\d,]+ units$/ }).click()
    await page.getByText(/^sealed \d\d:\d\d/).waitFor()
    const list = page.getByRole('list', { name: listName })
    const classes = await linesOf(list)
    // A class that is chosen whole: excluding it clears its checkbox.
    const excludeMs = await pressToDrawn(list, list.locator('label:has(:checked)').first())
    const closed = list.getByRole('button', { expanded: false })
    const openMs = await pressToDrawn(list, closed.first())
    for (const button of (await closed.all()).reverse()) await button.click()
    const scrolled = await framesOf(page, listName, pixelsPerFrame)
    return { classes, openMs, excludeMs, scrolled }
  })
}

/** Sixty numbers of replicas, each in some Spaces of one service. */
async function giveManyValues({ hub, token, services }: Side): Promise<void> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  for (const [index, service] of services.slice(0, 10).entries()) {
    for (let number = 1; number <= 6; number += 1) {
      const where = `Slug = '${service}' AND Space.Slug LIKE '%-prod-%-0${number}'`
      const Arguments = [{ ParameterName: 'replicas', Value: 100 + 6 * index + number }]
      const body = JSON.stringify({ FunctionInvocations: [{ FunctionName: 'set-replicas', Arguments }] })
      await read(`${hub}/function/invoke?${query({ where })}`, { method: 'POST', headers, body })
    }
  }
}

/** Only the lines in sight are in the page, so the last one says how many there are. */
async function linesOf(list: Locator): Promise<number> {
  await list.evaluate(({ parentElement }) => parentElement?.scrollTo({ top: 1e9 }))
  const last = list.locator('li').last()
  await last.waitFor()
  const lines = Number(await last.getAttribute('data-index')) + 1
  await list.evaluate(({ parentElement }) => parentElement?.scrollTo({ top: 0 }))
  await list.locator('li[data-index="0"]').waitFor()
  return lines
}

/** Milliseconds from a press to the frame after the list has changed. */
async function pressToDrawn(list: Locator, target: Locator): Promise<number> {
  const drawn = list.evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        let pressed = 0
        addEventListener('click', ({ timeStamp }) => (pressed = timeStamp), { capture: true, once: true })
        const observer = new MutationObserver(() => {
          if (pressed === 0) return
          observer.disconnect()
          requestAnimationFrame(() => requestAnimationFrame((now) => resolve(now - pressed)))
        })
        observer.observe(element, { attributes: true, childList: true, subtree: true })
      }),
  )
  const [ms] = await Promise.all([drawn, target.click()])
  return ms
}
