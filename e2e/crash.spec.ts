import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { tradeInProduction } from '#e2e/change-calls.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { readUnits, replicasOf, revisionsOf, type UnitState } from '#e2e/fleet.ts'
import type { Hub } from '#e2e/hub.ts'
import { newChangePath } from '#e2e/places.ts'
import { giveReason, includeOverrides, previewUnits, setField, writeUnits } from '#e2e/workspace.ts'

test.use({ expectedStatuses: [502, 503, 504] })

/** An upper bound for writing fifty units, beside busy tests and while each poll reads all of them. */
const restMs = 300_000

test('when the hub is killed in the middle of a change, every unit is whole, and the rest can be written', async ({
  page,
  hub,
  restartHub,
  signIn,
}) => {
  await signIn('alice@trading.com')
  const before = await previewEight(page, hub)

  const killed = afterWrites(hub, [...before.values()], 8, () => hub.stop('SIGKILL'))
  await writeUnits(page, before.size)
  await killed
  await expect(page.getByText(/did not answer|cannot be reached|was lost|stopped/i).first()).toBeVisible()

  const revived = await restartHub()
  const after = await readUnits(revived, tradeInProduction)
  const written = [...after.values()].filter((unit) => replicasOf(unit) === 8)
  expect(written.length, 'killed in the middle').toBeGreaterThanOrEqual(8)
  expect(written.length, 'killed in the middle').toBeLessThan(before.size)
  for (const [space, unit] of after) await expectWhole(revived, unit, before.get(space))

  await page.reload()
  await expect(page.getByText(/not written/i).first()).toBeVisible()
  const rest = before.size - written.length
  await page.getByRole('button', { name: `Resume: ${rest} units left` }).click()

  await expect
    .poll(
      async () =>
        [...(await readUnits(revived, tradeInProduction)).values()].filter((unit) => replicasOf(unit) === 8)
          .length,
      { timeout: restMs },
    )
    .toBe(before.size)
  for (const [space, unit] of await readUnits(revived, tradeInProduction)) {
    expect(unit.head, `${space} was written once`).toBe((before.get(space)?.head ?? 0) + 1)
  }
})

test('when the hub is silent for 20 seconds in the middle of a change, every unit is written once', async ({
  page,
  hub,
  signIn,
}) => {
  await signIn('alice@trading.com')
  const before = await previewEight(page, hub)

  const silent = afterWrites(hub, [...before.values()], 8, async () => {
    hub.freeze()
    await pause(20_000)
    hub.thaw()
  })
  await writeUnits(page, before.size)
  const silence = page.getByText(/Nothing new from the hub.*Nothing is lost/)
  await expect(silence).toBeVisible()
  await silent
  await expect(silence).toHaveCount(0)

  const resume = page.getByRole('button', { name: /^Resume: / })
  await expect
    .poll(
      async () => {
        // On a busy machine it was silent for longer than the server waits.
        if (await resume.isVisible()) await resume.click()
        const now = await readUnits(hub, tradeInProduction)
        return [...now.values()].filter((unit) => replicasOf(unit) === 8).length
      },
      { timeout: restMs },
    )
    .toBe(before.size)
  for (const [space, unit] of await readUnits(hub, tradeInProduction)) {
    expect(unit.head, `${space} was written once`).toBe((before.get(space)?.head ?? 0) + 1)
  }
  await expect(page.getByText(/not written/i)).toHaveCount(0)
})

/** Ready to be written; the units as they are before that. */
async function previewEight(page: Page, hub: Hub): Promise<ReadonlyMap<string, UnitState>> {
  const before = await readUnits(hub, tradeInProduction)
  await page.goto(newChangePath(tradeInProduction))
  await setField(page, 'spec.replicas', '8')
  await previewUnits(page)
  await includeOverrides(page)
  await giveReason(page, 'Volatility: eight everywhere')
  return before
}

/** Watches the hub until some units are written; then acts at once. */
async function afterWrites(
  hub: Hub,
  units: readonly UnitState[],
  count: number,
  act: () => Promise<void>,
): Promise<void> {
  const heads = new Map(units.map(({ UnitID, head }) => [UnitID, head]))
  const query = `/unit?limit=1000&select=UnitID,HeadRevisionNum&where=${encodeURIComponent(tradeInProduction)}`
  for (;;) {
    const now = await hub.read<{ Unit: { UnitID: string; HeadRevisionNum: number } }[]>(
      'bob@trading.com',
      query,
    )
    const moved = now.filter(({ Unit }) => Unit.HeadRevisionNum !== heads.get(Unit.UnitID)).length
    if (moved >= count) return await act()
    await pause(5)
  }
}

/** Each unit is either unchanged, or has exactly one new revision with the previewed document. */
async function expectWhole(hub: Hub, unit: UnitState, old: UnitState | undefined): Promise<void> {
  if (old === undefined) throw new Error(`${unit.space} is new`)
  const [newest] = await revisionsOf(hub, unit)
  expect(newest?.RevisionNum, unit.space).toBe(unit.head)
  expect(newest?.DataHash, unit.space).toBe(unit.dataHash)
  if (unit.data === old.data) {
    expect(unit, unit.space).toEqual(old)
  } else {
    expect(unit.data, unit.space).toBe(old.data.replace(/^ {2}replicas: \d+/m, '  replicas: 8'))
    expect(unit.head, unit.space).toBe(old.head + 1)
  }
}
