import type { Page } from '@playwright/test'
import { editorText, typeInEditor } from '#e2e/editor.ts'
import { Exits } from '#e2e/exits.ts'
import { expect, test } from '#e2e/fixtures.ts'
import type { Hub } from '#e2e/hub.ts'
import { giveReason, previewUnits, writeUnits } from '#e2e/workspace.ts'
import { leaksIn, typedSecret } from '#lib/config/testing/planted.ts'
import { fillVault, type Vault, vaultWhere } from '#lib/config/testing/vault.ts'

// Documents of the hub hold every kind of secret, and a person tries every way for text to leave the dashboard. Answers
// alone are tested in app/api/exits.test.ts.
test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

const mask = '••••••••'

test('no page, copy, file, storage or record reveals a secret', async ({ page, dashboard, hub, signIn }) => {
  const vault = await fillVault((path, init) => hub.call('alice@trading.com', path, init))
  await signIn()
  const exits = new Exits(page)

  await test.step('grid, peek, copy and export', () => exploreVault(page, exits, vault))
  await test.step('document, blame, timeline and comparison', () => readUnit(page, exits, vault))
  await test.step('draft, preview, write, record', () => changeSecret(page, exits, hub))
  await test.step('activity and its export', () => readActivity(page, exits))
  await test.step('after signing out', async () => {
    await page.getByRole('button', { name: /^Account/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(/sign-in/)
    await exits.addPage('the sign-in page')
  })

  for (const part of ['/data', '/api/values', '/api/previews', '/api/activity', '/api/changes']) {
    expect(await exits.count(part), `answers of ${part}`).toBeGreaterThan(0)
  }
  await exits.expectNoLeak()
  expect(leaksIn(dashboard.output()), 'in the log').toEqual([])
})

async function exploreVault(page: Page, exits: Exits, vault: Vault): Promise<void> {
  const { UnitID, slug } = vault.unitOf('Secret stringData')
  const columns = ['unit', '* stringData.entry', '* data', '* settings'].map(encodeURIComponent).join(',')
  await page.goto(`/units?where=${encodeURIComponent(vaultWhere)}&cols=${columns}&peek=${UnitID}`)
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  const peek = page.getByRole('complementary', { name: `vault/${slug}` })
  await expect(peek.getByText(`entry: ${mask}`)).toBeVisible()
  await expect(peek.getByText('Secrets are masked')).toBeVisible()
  await exits.addPage('the grid with its peek')

  const copy = peek.getByRole('button', { name: 'Copy document, secrets masked' })
  expect(await exits.addCopy('the peek', copy)).toContain(`entry: ${mask}`)

  for (const format of [/^CSV/, /^JSON/, /^NDJSON/]) {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export', exact: true }).first().click()
    await page.getByRole('menuitem', { name: format }).click()
    expect(await exits.addDownload(await download)).toContain(mask)
  }
}

async function readUnit(page: Page, exits: Exits, vault: Vault): Promise<void> {
  const { slug } = vault.unitOf('Secret stringData')
  await page.goto(`/units/vault/${slug}?blame=true`)
  await expect(page.getByText('Secrets are masked').first()).toBeVisible()
  await expect(page.getByRole('list', { name: 'Which revision set which lines' })).toBeAttached()
  await exits.addPage('the document with blame')
  const copy = page.getByRole('button', { name: 'Copy the document, secrets masked' })
  expect(await exits.addCopy('the document', copy)).toContain(`entry: ${mask}`)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download the document, secrets masked' }).click()
  expect(await exits.addDownload(await download)).toContain(`entry: ${mask}`)

  // The secret changed between the two: different masks show that, in words and side by side.
  await page.goto(`/units/vault/${slug}?tab=compare&from=2&to=3`)
  await expect(page.getByText(new RegExp(`stringData.entry ${mask}\\w+ → ${mask}\\w+`)).first()).toBeVisible()
  await expect(page.locator('.monaco-diff-editor').first()).toBeVisible()
  await exits.addPage('the comparison')
  await page.goto(`/units/vault/${slug}?tab=timeline`)
  await expect(page.getByText(/r3/).first()).toBeVisible()
  await exits.addPage('the timeline')
  for (const kind of ['Secret data', 'Secret in flow style']) {
    await page.goto(`/units/vault/${vault.unitOf(kind).slug}`)
    await expect(page.getByText('Secrets are masked').first()).toBeVisible()
    await exits.addPage(kind)
  }
  for (const kind of ['authorization by name', 'secretKeyRef', 'aggregation label']) {
    const { slug, texts } = vault.unitOf(kind)
    await page.goto(`/units/vault/${slug}`)
    await expect.poll(() => editorText(page), kind).toContain(texts[0]?.trim().split('\n').at(-1)?.trim())
  }
}

async function changeSecret(page: Page, exits: Exits, hub: Hub): Promise<void> {
  const where = `${vaultWhere} AND Slug IN ('secret-0', 'secret-1')`
  await page.goto(`/changes/new?where=${encodeURIComponent(where)}`)
  await page.getByRole('radio', { name: 'Merge' }).press('Space')
  await page.getByRole('combobox', { name: 'Resource type' }).fill('v1/Secret')
  await typeInEditor(page, 'Merge patch', `stringData:\n  rotated: ${typedSecret}\n`)
  await previewUnits(page)
  await expect.poll(() => exits.storage(), 'the draft is kept, its secret is not').toContain('stringData')
  await exits.addPage('the preview')
  await page
    .getByRole('button', { name: /rotated/ })
    .first()
    .click()
  await page.getByRole('button', { name: /vault\/secret-[01]/ }).click()
  await expect(page.locator('.monaco-diff-editor').first()).toBeVisible()
  await exits.addPage('the difference')

  await giveReason(page, 'Rotate what the vault holds')
  await writeUnits(page, 2)
  await expect(page).toHaveURL(/\/changes\/[\w-]+\.[\w-]+$/)
  await expect(page.getByRole('heading', { level: 1, name: /Rotate/ })).toBeVisible()
  await exits.addPage('the record')
  const text = await (await hub.call('alice@trading.com', '/tag?limit=1000')).text()
  expect(text).toContain('Rotate what the vault holds')
  exits.add('Tags on the hub', text)
}

async function readActivity(page: Page, exits: Exits): Promise<void> {
  await page.goto(`/activity?window=24h&where=${encodeURIComponent(vaultWhere)}`)
  await expect(page.getByText(/Rotate what the vault holds/).first()).toBeVisible()
  await exits.addPage('the activity')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: /^CSV/ }).click()
  expect(await exits.addDownload(await download)).toContain('Rotate what the vault holds')
}
