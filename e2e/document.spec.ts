import type { Page } from '@playwright/test'
import { editorText } from '#e2e/editor.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { readUnits } from '#e2e/fleet.ts'
import type { Hub } from '#e2e/hub.ts'
import { newChangePath } from '#e2e/places.ts'
import { send, spaceId } from '#e2e/records.ts'
import { giveReason, previewUnits, recordSpace, writeUnits } from '#e2e/workspace.ts'

const deployment = `# Kept by hand
apiVersion: apps/v1
kind: Deployment
metadata:
  name: desk
spec:
  replicas: 3   # one for each desk
  selector: {matchLabels: {app: desk}}
  template:
    metadata: {labels: {app: desk}}
    spec:
      containers:
        - name: desk
          image: ghcr.io/traderx/desk:1.0
          env:
            - name: DB_PASSWORD
              value: correct-horse-77
`
const settings = '# Read at start\n[server]\nport = 8080\n'

async function addUnit(hub: Hub, Slug: string, ToolchainType: string, body: string): Promise<void> {
  const SpaceID = await spaceId(hub)
  await send(hub, 'alice@trading.com', 'POST', `/space/${SpaceID}/unit`, { Slug, ToolchainType })
  const [unit] = (await readUnits(hub, `Slug = '${Slug}'`)).values()
  const headers = { 'Content-Type': 'application/octet-stream' }
  const path = `/space/${SpaceID}/unit/${unit?.UnitID}/data`
  await hub.call('alice@trading.com', path, { method: 'PUT', headers, body })
}

/** Puts a line below the first that holds some text, as people do it; the editor indents it like that one. */
async function addLineBelow(page: Page, found: string, line: string): Promise<void> {
  await page.locator('.view-line').filter({ hasText: found }).first().click()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.insertText(line)
}

test('a document is edited as a whole around its secret, previewed, written and undone to the byte', async ({
  page,
  hub,
  signIn,
}) => {
  await addUnit(hub, 'desk', 'Kubernetes/YAML', deployment)
  const data = async () => (await readUnits(hub, "Slug = 'desk'")).get(recordSpace)?.data
  await signIn('alice@trading.com')

  await page.goto(`/units/${recordSpace}/desk`)
  await expect(page.getByText('one for each desk')).toBeVisible()
  await page.keyboard.press('d')
  await expect(page).toHaveURL(/patch=document/)
  await expect(page.getByText('one for each desk')).toBeVisible()
  expect(await editorText(page)).not.toContain('correct-horse')
  await addLineBelow(page, 'image:', 'imagePullP')
  await page.keyboard.press('Control+Space')
  await expect(page.getByRole('option', { name: /^imagePullPolicy/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.insertText('Always')
  // The key is known to its kind, at its place.
  await page.keyboard.press('Home')
  await page.locator('.view-line').filter({ hasText: 'imagePullPolicy' }).getByText('imagePullPolicy').hover()
  await expect(page.getByText('Image pull policy. One of Always', { exact: false }).first()).toBeVisible()

  await previewUnits(page)
  await expect(page.getByRole('button', { name: /imagePullPolicy/ }).first()).toBeVisible()
  await giveReason(page, 'Always the newest')
  await writeUnits(page, 1)
  await expect(page).toHaveURL(/\/changes\/[\w-]+\.[\w-]+$/)
  expect(await data()).toBe(deployment.replace(':1.0\n', ':1.0\n          imagePullPolicy: Always\n'))
  await expect(page.getByText('correct-horse')).toHaveCount(0)

  await page.getByRole('link', { name: /^Undo/ }).click()
  await previewUnits(page)
  await giveReason(page, 'Not today')
  await writeUnits(page, 1)
  await expect.poll(data).toBe(deployment)
})

test('a TOML unit whose head moves meanwhile loses nothing of what is typed', async ({
  page,
  hub,
  signIn,
}) => {
  await addUnit(hub, 'desk-settings', 'AppConfig/TOML', settings)
  const where = "Slug = 'desk-settings'"
  const data = async () => (await readUnits(hub, where)).get(recordSpace)?.data
  await signIn('alice@trading.com')

  await page.goto(`${newChangePath(where)}&patch=document`)
  await expect(page.getByText('Read at start')).toBeVisible()
  await addLineBelow(page, 'port', 'host = "10.0.0.1"')
  await page.reload()
  await expect(page.getByText('10.0.0.1')).toBeVisible()
  const [unit] = (await readUnits(hub, where)).values()
  const theirs = `# Bob was here\n${settings}`
  await hub.call('bob@trading.com', `/space/${await spaceId(hub)}/unit/${unit?.UnitID}/data`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: theirs,
  })
  await page.getByRole('button', { name: /^Bring in r\d+$/ }).click()
  await expect(page.getByText('Bob was here')).toBeVisible()

  await previewUnits(page)
  await expect(page.getByRole('button', { name: /server\.host/ }).first()).toBeVisible()
  await giveReason(page, 'A fixed address')
  await writeUnits(page, 1)
  await expect.poll(data).toBe(`${theirs}host = "10.0.0.1"\n`)
})
