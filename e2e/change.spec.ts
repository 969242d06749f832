import { tradeInProduction } from '#e2e/change-calls.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { readUnits, replicasOf, revisionsOf, writeElsewhere } from '#e2e/fleet.ts'
import { london, newChangePath, unitsPath } from '#e2e/places.ts'
import {
  classes,
  giveReason,
  includeOverrides,
  previewUnits,
  reach,
  setField,
  writeUnits,
} from '#e2e/workspace.ts'

const tokyo = 'moss-cub-traderx-prod-jp-tyo'
const sydney = 'moss-cub-traderx-prod-au-syd'

test.beforeEach(async ({ signIn }) => signIn('alice@trading.com'))

test('replicas to five: preview, one region excluded, written with a reason, undone to the byte', async ({
  page,
  hub,
}) => {
  const before = await readUnits(hub, tradeInProduction)
  const counts = Map.groupBy([...before.values()], replicasOf)
  const already = counts.get(5)?.length ?? 0
  expect(already).toBeGreaterThan(0)
  const changing = before.size - already

  await page.goto(unitsPath(tradeInProduction))
  await page.getByRole('checkbox', { name: 'Select all units' }).click()
  await page.getByRole('button', { name: `Change ${before.size} units…` }).click()
  await setField(page, 'spec.replicas', '5')
  await previewUnits(page)

  const expected = new Map<string, number>([['No change needed', already]])
  for (const [replicas, units] of counts) {
    if (replicas !== 5)
      expected.set(`apps/v1/Deployment trade-service: spec.replicas ${replicas} → 5`, units.length)
  }
  expect(await classes(page)).toEqual(expected)

  await includeOverrides(page)
  await page
    .getByRole('button', { name: /spec\.replicas 3 → 5/ })
    .first()
    .click()
  const sydneyBox = page.getByRole('checkbox', { name: `Write ${sydney}/trade-service` })
  await reach(page, sydneyBox)
  await sydneyBox.press('Space')
  await expect(page.getByText(/1 excluded/).first()).toBeVisible()
  const reason = 'Opening auction needs five everywhere but Sydney'
  await giveReason(page, reason)
  await writeUnits(page, changing - 1)
  await expect(page).toHaveURL(/\/changes\/[\w-]+\.[\w-]+$/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(reason)
  const tagId = new URL(page.url()).pathname.split('.').at(-1) ?? ''

  const after = await readUnits(hub, tradeInProduction)
  const me = await hub.read<{ UserID: string }>('alice@trading.com', '/me')
  for (const [space, unit] of after) {
    const old = before.get(space)
    if (old === undefined) throw new Error(`${space} is new`)
    if (space === sydney || replicasOf(old) === 5) {
      expect(unit, `${space} is untouched`).toEqual(old)
      continue
    }
    expect(unit.head, `${space} has one new revision`).toBe(old.head + 1)
    expect(unit.data).toBe(old.data.replace(/^ {2}replicas: \d+/m, '  replicas: 5'))
    const [revision] = await revisionsOf(hub, unit)
    expect(revision?.UserID).toBe(me.UserID)
    expect(revision?.Description).toContain(reason)
    expect(revision?.UserAgent).toContain('hubdeck')
    expect(Object.keys(revision?.Tags ?? {})).toContain(tagId)
  }

  await page.getByRole('link', { name: /^Undo/ }).click()
  await previewUnits(page)
  await giveReason(page, 'The auction is over')
  await writeUnits(page, changing - 1)
  await expect(page).toHaveURL(
    (url) => /^\/changes\/[\w-]+\.[\w-]+$/.test(url.pathname) && !url.pathname.endsWith(tagId),
  )

  const undone = await readUnits(hub, tradeInProduction)
  for (const [space, unit] of undone) expect(unit.data, space).toBe(before.get(space)?.data)
})

test('a unit that someone else changed meanwhile is left alone, and can be previewed again by itself', async ({
  page,
  hub,
}) => {
  const where = `Slug = 'trade-service' AND Space.Slug IN ('${london}', '${tokyo}', '${sydney}')`
  const before = await readUnits(hub, where)
  await page.goto(newChangePath(where))
  await setField(page, 'spec.replicas', '7')
  await previewUnits(page)
  await includeOverrides(page)

  const moved = before.get(tokyo)
  if (moved === undefined) throw new Error('no Tokyo')
  await writeElsewhere(hub, moved, `${moved.data}# Bob was here.\n`)
  await giveReason(page, 'Three cities at seven')
  await writeUnits(page, 3, 1)

  await expect(page).toHaveURL(/\/changes\/[\w-]+\.[\w-]+$/)
  const after = await readUnits(hub, where)
  expect(after.get(tokyo)?.data).toContain('# Bob was here.')
  expect([london, tokyo, sydney].map((space) => replicasOf(after.get(space) ?? moved))).toEqual([
    7,
    replicasOf(moved),
    7,
  ])
  await expect(page.getByText(/moved/).first()).toBeVisible()

  await page.getByRole('link', { name: /^(Preview|Resume)/ }).click()
  await previewUnits(page)
  await includeOverrides(page)
  // It continues under the same record, with the same reason.
  await expect(page.getByRole('textbox', { name: /^Reason/ })).toHaveValue('Three cities at seven')
  await writeUnits(page, 1)
  await expect.poll(async () => replicasOf((await readUnits(hub, where)).get(tokyo) ?? moved)).toBe(7)
  expect((await readUnits(hub, where)).get(tokyo)?.data).toContain('# Bob was here.')
})
