import type { Page, Response } from '@playwright/test'
import { tradeInProduction } from '#e2e/change-calls.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { newChangePath, unitsPath } from '#e2e/places.ts'

test.use({ hubUse: 'read' })

/** Bytes as they are sent, compressed, until the first row is there; docs/performance.md says what they consist of. */
const maxScriptBytes = 200_000
/** Milliseconds after which what waits for the rows is loaded before them (`lib/queries/around`). */
const patienceMs = 3000

test('the explorer shows rows before it loads an editor, and within its budget of script', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.addInitScript(() => {
    // A frame may come late on a busy machine, after what the rows no longer hold up.
    const added = new MutationObserver(() => {
      if (document.querySelector('[role=row][data-row]') === null) return
      performance.mark('first row')
      added.disconnect()
    })
    added.observe(document, { childList: true, subtree: true })
  })
  let named: readonly string[] = []
  const scripts = await scriptsOf(page, async () => {
    const document = await page.goto(unitsPath(tradeInProduction))
    named = scriptsNamedIn((await document?.text()) ?? '')
    await expect(page.getByRole('row').nth(5)).toBeVisible()
    // What opens later is loaded by now too, and holds no editor either.
    await page.waitForLoadState('networkidle')
  })

  expect(scripts.length).toBeGreaterThan(3)
  expect(scripts.filter(({ text }) => isEditor(text)).map(({ url }) => url)).toEqual([])
  const { shownAt, sent } = await page.evaluate(() => {
    const shownAt = performance.getEntriesByName('first row')[0]?.startTime ?? Number.NaN
    const sent = performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter(({ name, responseEnd }) => name.endsWith('.js') && responseEnd <= shownAt)
      .map(({ name, encodedBodySize: bytes, responseEnd }) => {
        return { path: new URL(name).pathname, bytes, cameAt: responseEnd }
      })
    return { shownAt, sent }
  })
  const first = sent.filter(({ path }) => named.includes(path))
  expect(first.length).toBeGreaterThan(3)
  expect(Math.min(...first.map(({ bytes }) => bytes)), 'no script came from a cache').toBeGreaterThan(0)
  // They are awaited from some time after the first script on.
  const areQuick = shownAt - Math.min(...first.map(({ cameAt }) => cameAt)) < patienceMs
  const bytes = (areQuick ? sent : first).reduce((sum, script) => sum + script.bytes, 0)
  expect(bytes, 'script before the first row, compressed').toBeLessThan(maxScriptBytes)
})

// Otherwise the other test would also pass if it could not recognise the editor.
test('the editor is detected where it is shown', async ({ page, signIn }) => {
  await signIn()
  const scripts = await scriptsOf(page, async () => {
    await page.goto(newChangePath(tradeInProduction))
    await page.getByRole('radio', { name: 'Merge' }).press('Space')
    await expect(page.locator('.monaco-editor').first()).toBeVisible()
  })

  expect(scripts.filter(({ text }) => isEditor(text)).length).toBeGreaterThan(0)
})

/** Those that the browser runs: old ones get another. */
function scriptsNamedIn(html: string): string[] {
  const tags = [...html.matchAll(/<script [^>]*>/g)].map(([tag]) => tag)
  return tags
    .filter((tag) => !/\snomodule\b/i.test(tag))
    .flatMap((tag) => /\ssrc="([^"]+\.js)"/.exec(tag)?.[1] ?? [])
}

const isEditor = (text: string) => text.includes('MonacoEnvironment') && text.includes('monaco-editor')

type Script = { readonly url: string; readonly text: string }

async function scriptsOf(page: Page, visit: () => Promise<void>): Promise<Script[]> {
  const reading: Promise<Script>[] = []
  const read = (response: Response) => {
    if (response.request().resourceType() !== 'script') return
    reading.push(response.text().then((text) => ({ url: response.url(), text })))
  }
  page.on('response', read)
  await visit()
  // A script that comes later would still be read when the test has ended.
  page.off('response', read)
  return await Promise.all(reading)
}
