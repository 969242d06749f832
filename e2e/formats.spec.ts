import { editorText } from '#e2e/editor.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { readUnits } from '#e2e/fleet.ts'
import type { Hub } from '#e2e/hub.ts'
import { newChangePath } from '#e2e/places.ts'
import { send, spaceId } from '#e2e/records.ts'
import { giveReason, previewUnits, recordSpace, writeUnits } from '#e2e/workspace.ts'

const settings = `# The shop's settings
[server]
host = '10.0.0.1'
port = 8080 # behind the proxy

[database]
password = "correct horse"
`
const where = "Slug = 'shop-settings'"

async function addSettings(hub: Hub): Promise<void> {
  const SpaceID = await spaceId(hub)
  const body = { Slug: 'shop-settings', ToolchainType: 'AppConfig/TOML' }
  await send(hub, 'alice@trading.com', 'POST', `/space/${SpaceID}/unit`, body)
  const [unit] = (await readUnits(hub, where)).values()
  await hub.call('alice@trading.com', `/space/${SpaceID}/unit/${unit?.UnitID}/data`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: settings,
  })
}

test('a TOML unit is shown, patched by a field and undone to the byte', async ({ page, hub, signIn }) => {
  await addSettings(hub)
  const data = async () => (await readUnits(hub, where)).get(recordSpace)?.data
  await signIn('alice@trading.com')

  await page.goto(`/units/${recordSpace}/shop-settings`)
  await expect(page.getByText('behind the proxy')).toBeVisible()
  expect(await editorText(page)).toContain("host = '10.0.0.1'")
  expect(await editorText(page)).not.toContain('correct horse')

  await page.goto(newChangePath(where))
  await page.getByRole('combobox', { name: 'Path' }).fill('server.port')
  await page.getByRole('textbox', { name: 'Value' }).fill('9090')
  await previewUnits(page)
  await expect(page.getByRole('button', { name: /server\.port 8080 → 9090/ }).first()).toBeVisible()
  await giveReason(page, 'The proxy moved')
  await writeUnits(page, 1)
  await expect(page).toHaveURL(/\/changes\/[\w-]+\.[\w-]+$/)
  expect(await data()).toBe(settings.replace('8080', '9090'))

  await page.getByRole('link', { name: /^Undo/ }).click()
  await previewUnits(page)
  await giveReason(page, 'It moved back')
  await writeUnits(page, 1)
  await expect.poll(data).toBe(settings)

  await page.goto(`/units/${recordSpace}/shop-settings`)
  await expect(page.getByText(/server\.port 9090 → 8080/).first()).toBeVisible()
})
