import type { Page } from '@playwright/test'
import { tradeInProduction } from '#e2e/change-calls.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { newChangePath, unitsPath } from '#e2e/places.ts'

test.use({ hubUse: 'read' })

const maxScriptBytes = 1_500_000

test('the explorer loads no editor, and stays within its script budget', async ({ page, signIn }) => {
  await signIn()
  const scripts = await scriptsOf(page, async () => {
    await page.goto(unitsPath(tradeInProduction))
    await expect(page.getByRole('row').nth(5)).toBeVisible()
    await page.waitForLoadState('networkidle')
  })

  expect(scripts.length).toBeGreaterThan(3)
  expect(scripts.filter(({ text }) => isEditor(text)).map(({ url }) => url)).toEqual([])
  const bytes = scripts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  expect(bytes, 'script of the explorer, not compressed').toBeLessThan(maxScriptBytes)
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

const isEditor = (text: string) => text.includes('MonacoEnvironment') && text.includes('monaco-editor')

type Script = { readonly url: string; readonly text: string }

async function scriptsOf(page: Page, visit: () => Promise<void>): Promise<Script[]> {
  const reading: Promise<Script>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    reading.push(response.text().then((text) => ({ url: response.url(), text })))
  })
  await visit()
  return await Promise.all(reading)
}
