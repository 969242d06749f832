import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Page, TestInfo } from '@playwright/test'
import { type Dashboard, startDashboard } from '#e2e/dashboard.ts'
import { test as base, expect } from '#e2e/fixtures.ts'
import { readUnits, replicasOf } from '#e2e/fleet.ts'
import { administrator, type Hub } from '#e2e/hub.ts'
import { send } from '#e2e/records.ts'
import { classes, giveReason, previewUnits, setField } from '#e2e/workspace.ts'

/** A deployment in which another person has to approve what changes in America. */
const test = base.extend<object, { dashboard: Dashboard }>({
  dashboard: [
    async ({ stage }, use) => {
      const { hubPort, adminToken, secret } = stage
      const settings = { HUBDECK_APPROVALS: "Space.Slug LIKE '%-prod-us-%': 1" }
      const dashboard = await startDashboard({ hubPort, adminToken, secret, settings })
      await use(dashboard)
      await dashboard.stop()
    },
    { scope: 'worker', timeout: 240_000 },
  ],
})

const america = "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-us-%'"
const reason = 'The auction in New York opens with seven replicas'

test('proposed, approved, one region first, taken over by another person, retried, undone, and proven', async ({
  page,
  hub,
  signIn,
  openAsBob,
}, testInfo) => {
  await signIn('alice@trading.com')
  const before = await readUnits(hub, america)

  const toWrite = await test.step('Alice keeps the preview as a proposal', async () => {
    await page.goto(`/changes/new?where=${encodeURIComponent(america)}`)
    await setField(page, 'spec.replicas', '7')
    await previewUnits(page)
    await expect(page.getByText(/needs? 1 approval by others/)).toBeVisible()
    const found = await classes(page)
    expect([...found.values()].reduce((sum, units) => sum + units, 0)).toBe(before.size)
    await chooseOneFirst(page)
    await giveReason(page, reason)
    const label = page.getByRole('button', { name: /^Write wave 1: 1 of \d+ units/ })
    const units = Number(/of (\d+) units/.exec((await label.textContent()) ?? '')?.[1])
    await page.getByRole('button', { name: 'Propose', exact: true }).click()
    await expect(page).toHaveURL(/\/changes\/[\w-]+\.[\w-]+$/)
    expect(await readUnits(hub, america), 'a proposal writes nothing').toEqual(before)
    return units
  })
  const address = page.url()
  const asProposed = `Preview ${toWrite} units as proposed`

  const bob = await openAsBob(address)
  await test.step('Bob approves what he saw', async () => {
    await bob.getByRole('link', { name: asProposed }).click()
    await previewUnits(bob)
    const approve = bob.getByRole('button', { name: `Approve ${toWrite} units` })
    await expect(approve).toBeDisabled()
    await openAllClasses(bob)
    await approve.click()
    await expect(bob.getByText(`Approved for ${toWrite} units.`)).toBeVisible()
  })

  const canary = await test.step('Alice writes one region, and leaves', async () => {
    await page.reload()
    await expect(page.getByText('All of them are approved.')).toBeVisible()
    await page.getByRole('link', { name: asProposed }).click()
    await previewUnits(page)
    await writeWave(page, /^Write wave 1: 1 of \d+ units, then hold/)
    await expect(page.getByRole('list', { name: 'Waves', exact: true })).toContainText('1 of 1 unit, written')
    const [first, ...others] = await changedSince(hub, before)
    expect(others).toEqual([])
    await page.close()
    return first ?? ''
  })

  await test.step('Bob goes on; one region refuses, and is retried alone', async () => {
    await bob.goto(address)
    await bob.getByRole('link', { name: /^Preview wave 2/ }).click()
    await previewUnits(bob)
    // One that changes as the canary did, and is no override, which nobody included.
    const alike = (space: string) => replicasOf(unitOf(before, space)) === replicasOf(unitOf(before, canary))
    const space = [...before.keys()].find((each) => each !== canary && alike(each)) ?? ''
    await giveReason(bob, reason)
    const open = await closeToBob(hub, unitOf(before, space))
    await writeWave(bob, /^Write /)
    const retry = bob.getByRole('region', { name: 'Retry what failed' })
    await expect(retry).toContainText('1 unit')
    expect(await changedSince(hub, before)).toHaveLength(toWrite - 1)
    await open()
    await retry.getByRole('link').click()
    await previewUnits(bob)
    await writeWave(bob, /^Write /)
    await expect.poll(() => changedSince(hub, before)).toHaveLength(toWrite)
  })

  await test.step('its evidence is verified, and with an altered byte it is not', async () => {
    const tagId = new URL(bob.url()).pathname.split('.').at(-1) ?? ''
    const answer = await bob.request.get(`/api/changes/${tagId}/evidence`)
    expect(answer.status()).toBe(200)
    const evidence = await answer.text()
    await writeFile(testInfo.outputPath('key.pem'), await (await bob.request.get('/api/evidence-key')).body())
    expect(await verify(testInfo, evidence)).toBe(0)
    const at = evidence.indexOf('"payload"') + 40
    const altered = `${evidence.slice(0, at)}${evidence[at] === 'A' ? 'B' : 'A'}${evidence.slice(at + 1)}`
    expect(await verify(testInfo, altered)).toBe(1)
  })

  await test.step('Bob undoes his part to the byte, for which nobody has to approve', async () => {
    await bob.reload()
    await bob.getByRole('link', { name: /^Undo/ }).click()
    await previewUnits(bob)
    await giveReason(bob, 'The auction is over, back to what was')
    await writeWave(bob, /^Write \d+ units/)
    const undone = await readUnits(hub, america)
    for (const [space, { data }] of undone) {
      if (space !== canary) expect(data, space).toBe(unitOf(before, space).data)
    }
  })
})

async function chooseOneFirst(page: Page): Promise<void> {
  const section = page.getByRole('region', { name: 'Write in waves' })
  await section.getByRole('button', { name: /^Write in waves/ }).click()
  await section.getByRole('button', { name: /Waves/ }).click()
  await page.getByRole('option', { name: /^A few units first/ }).click()
}

async function openAllClasses(page: Page): Promise<void> {
  const list = page.getByRole('list', { name: 'Change classes and their units' })
  const closed = list.getByRole('button', { expanded: false })
  while ((await closed.count()) > 0) await closed.first().click()
}

async function writeWave(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByText(/moved since the preview\.|changed since the preview/).first()).toBeVisible()
  await dialog.getByRole('button', { name: /^Write/ }).click()
  await expect(page).toHaveURL(/\/changes\/[\w-]+\.[\w-]+$/)
}

type Units = Awaited<ReturnType<typeof readUnits>>

function unitOf(units: Units, space: string) {
  const found = units.get(space)
  if (found === undefined) throw new Error(`no ${space}`)
  return found
}

async function changedSince(hub: Hub, before: Units): Promise<string[]> {
  const now = await readUnits(hub, america)
  return [...now].filter(([space, { head }]) => head !== unitOf(before, space).head).map(([space]) => space)
}

/** Only Alice may edit there, until it is opened again. */
async function closeToBob(hub: Hub, { SpaceID }: ReturnType<typeof unitOf>) {
  const { UserID } = await hub.read<{ UserID: string }>('alice@trading.com', '/me')
  const permit = (Permissions: object | null) =>
    send(hub, administrator, 'PATCH', `/space/${SpaceID}`, { Permissions })
  await permit({ Edit: { UserIDs: { [UserID]: true } } })
  return () => permit(null)
}

const run = promisify(execFile)

/** The exit code of the auditor's command, without network. */
async function verify(testInfo: TestInfo, evidence: string): Promise<number> {
  const file = testInfo.outputPath('evidence.json')
  await writeFile(file, evidence)
  const key = testInfo.outputPath('key.pem')
  return run('npm', ['run', '--silent', 'verify-evidence', '--', file, '--key', key]).then(
    () => 0,
    ({ code }: { code: number }) => code,
  )
}
