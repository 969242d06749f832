import { typeInEditor } from '#e2e/editor.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { readUnits, replicasOf, revisionsOf } from '#e2e/fleet.ts'
import { london, newChangePath } from '#e2e/places.ts'
import { classes, giveReason, includeOverrides, previewUnits, writeUnits } from '#e2e/workspace.ts'

const three = `Slug = 'trade-service' AND Space.Slug IN ('${london}', 'moss-cub-traderx-prod-eu-par', 'moss-cub-traderx-prod-eu-ams')`

test.beforeEach(async ({ page, signIn }) => {
  await signIn('alice@trading.com')
  await page.goto(newChangePath(three))
})

test('a merge patch that names a container changes its image and no other byte', async ({ page, hub }) => {
  const before = await readUnits(hub, three)
  await page.getByRole('radio', { name: 'Merge' }).press('Space')
  await page.getByRole('combobox', { name: 'Resource type' }).fill('apps/v1/Deployment')
  const image = 'ghcr.io/finos/traderx/trade-service:v9'
  const patch = { spec: { template: { spec: { containers: [{ name: 'trade-service', image }] } } } }
  await typeInEditor(page, 'Merge patch', JSON.stringify(patch))
  await previewUnits(page)
  await includeOverrides(page)
  const changed = page.getByRole('list', { name: 'Change classes and their units' })
  await changed.getByRole('button', { name: /image/ }).first().click()
  await changed.getByRole('button', { name: new RegExp(`${london}/trade-service`) }).click()
  await expect(page.locator('.monaco-diff-editor').first()).toBeVisible()
  await expect(page.getByText(`${london}/trade-service`).filter({ visible: true }).first()).toBeVisible()
  await giveReason(page, 'Version nine for three cities')
  await writeUnits(page, before.size)

  await expect(page).toHaveURL(/\/changes\/[\w-]+\.[\w-]+$/)
  for (const [space, unit] of await readUnits(hub, three)) {
    expect(unit.data, space).toBe(
      before.get(space)?.data.replace(/image: \S*trade-service:\S+/, `image: ${image}`),
    )
  }
})

test('a JSON patch whose test fails leaves that unit as it is, and says so', async ({ page, hub }) => {
  const before = await readUnits(hub, three)
  await page.getByRole('radio', { name: 'JSON patch' }).press('Space')
  await page.getByRole('combobox', { name: 'Resource type' }).fill('apps/v1/Deployment')
  const operations = [
    { op: 'test', path: '/spec/replicas', value: 3 },
    { op: 'replace', path: '/spec/replicas', value: 4 },
  ]
  await typeInEditor(page, 'JSON patch', JSON.stringify(operations))
  await previewUnits(page)
  await includeOverrides(page)

  const atThree = [...before.values()].filter((unit) => replicasOf(unit) === 3).length
  expect(atThree).toBeLessThan(before.size)
  expect((await classes(page)).get('apps/v1/Deployment trade-service: spec.replicas 3 → 4')).toBe(atThree)
  await giveReason(page, 'Four where it is three')
  await writeUnits(page, atThree)

  await expect(page).toHaveURL(/\/changes\/[\w-]+\.[\w-]+$/)
  for (const [space, unit] of await readUnits(hub, three)) {
    const old = before.get(space)
    expect(replicasOf(unit), space).toBe(old && replicasOf(old) === 3 ? 4 : 2)
  }
})

test('a function of the hub is previewed by a dry run, and a class can be excluded', async ({
  page,
  hub,
}) => {
  const before = await readUnits(hub, three)
  await page.getByRole('radio', { name: 'Function' }).press('Space')
  await page.getByRole('textbox', { name: 'Find a function' }).fill('set-replicas')
  await page.getByRole('button', { name: /set-replicas$/ }).click()
  await page
    .getByLabel(/replicas/i)
    .last()
    .fill('9')
  await previewUnits(page)
  await includeOverrides(page)
  expect(await readUnits(hub, three), 'a preview writes nothing').toEqual(before)

  const atTwo = [...before.values()].filter((unit) => replicasOf(unit) === 2).length
  for (const box of await page.getByRole('checkbox', { name: /: spec\.replicas 2 → 9/ }).all()) {
    await box.press('Space')
  }
  await giveReason(page, 'Nine, but not where a bot decided')
  await writeUnits(page, before.size - atTwo)

  await expect(page).toHaveURL(/\/changes\/[\w-]+\.[\w-]+$/)
  for (const [space, unit] of await readUnits(hub, three)) {
    const old = before.get(space)
    expect(replicasOf(unit), space).toBe(old && replicasOf(old) === 2 ? 2 : 9)
  }
})

test('one unit goes back to an earlier revision, with preview and reason', async ({ page, hub }) => {
  const where = `Slug = 'trade-service' AND Space.Slug = '${london}'`
  const [unit] = (await readUnits(hub, where)).values()
  if (unit === undefined) throw new Error('no London')
  const earlier = unit.head - 1
  const [, previous] = await revisionsOf(hub, unit)
  await page.goto(`/units/${london}/trade-service?revision=${earlier}`)
  await page
    .getByRole('link', { name: /^Restore/ })
    .first()
    .click()
  await previewUnits(page)
  await includeOverrides(page)
  await giveReason(page, 'The bot was wrong')
  await writeUnits(page, 1)

  await expect(page).toHaveURL(/\/changes\/[\w-]+\.[\w-]+$/)
  const [restored] = (await readUnits(hub, where)).values()
  expect(restored?.head).toBe(unit.head + 1)
  expect(restored?.dataHash).toBe(previous?.DataHash)
})
