import { execFile } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Page, TestInfo } from '@playwright/test'
import { type Dashboard, startDashboard } from '#e2e/dashboard.ts'
import { test as base, expect } from '#e2e/fixtures.ts'
import { readUnits, replicasOf, type UnitState, unitOf, writeElsewhere } from '#e2e/fleet.ts'
import { administrator } from '#e2e/hub.ts'
import { newChangePath } from '#e2e/places.ts'
import { takeIntoChangeSet } from '#e2e/records.ts'
import { classes, giveReason, previewUnits, reach, setField } from '#e2e/workspace.ts'

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
    { scope: 'worker', timeout: 480_000 },
  ],
})

const markets = "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-%-%'"
const reason = 'The opening auction needs five replicas'

test('fifty regions: proposed, approved, one first, taken over, one retried alone, undone as chosen, and proven', async ({
  page,
  hub,
  signIn,
  openAsBob,
}, testInfo) => {
  await signIn('alice@trading.com')
  const before = await readUnits(hub, markets)
  expect(before.size).toBe(50)
  const now = () => readUnits(hub, markets)
  const already = [...before.values()].filter((unit) => replicasOf(unit) === 5).length

  const { toWrite, overrides } = await test.step('Alice keeps the preview as a proposal', async () => {
    await page.goto(newChangePath(markets))
    await setField(page, 'spec.replicas', '5')
    await previewUnits(page)
    await expect(page.getByText(/needs? 1 approval by others/)).toBeVisible()
    expect(await classes(page)).toEqual(classesOf(before))
    const include = page.getByRole('button', { name: /^Include \d+ overrides?$/ })
    const overrides = Number(/\d+/.exec((await include.textContent()) ?? '')?.[0])
    await chooseOneFirst(page)
    await giveReason(page, reason)
    const toWrite = before.size - already - overrides
    await expect(
      page.getByRole('button', { name: `Write wave 1: 1 of ${toWrite} units, then hold…` }),
    ).toBeVisible()
    await page.getByRole('button', { name: 'Propose', exact: true }).click()
    await expect(page).toHaveURL(/\/changes\/[\w-]+\.[\w-]+$/)
    expect(await now(), 'a proposal writes nothing').toEqual(before)
    return { toWrite, overrides }
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

  const canary = await test.step('Alice writes one region, and closes the browser', async () => {
    await page.reload()
    await expect(page.getByText('All of them are approved.')).toBeVisible()
    await page.getByRole('link', { name: asProposed }).click()
    await previewUnits(page)
    await writeWave(page, /^Write wave 1: 1 of \d+ units, then hold/)
    await expect(page.getByRole('list', { name: 'Waves', exact: true })).toContainText('1 of 1 unit, written')
    const written = [...(await now())].filter(([space, { head }]) => head !== unitOf(before, space).head)
    expect(written).toHaveLength(1)
    await page.close()
    return written[0]?.[0] ?? ''
  })

  // They change as most do, so they are no overrides; nobody has to approve them.
  const [locked = '', merged = '', skipped = ''] = [...before.keys()].filter(
    (space) => space !== canary && !space.includes('-prod-us-') && replicasOf(unitOf(before, space)) === 3,
  )
  const openAgain = await takeIntoChangeSet(hub, administrator, unitOf(before, locked), 'night-shift')

  const taken =
    await test.step('Bob goes on without the region that someone took into a ChangeSet', async () => {
      await bob.goto(address)
      await expect(bob.getByText(/^1 unit changed since this was proposed/)).toBeVisible()
      await bob.getByRole('link', { name: /^Preview wave 2/ }).click()
      await previewUnits(bob)
      await giveReason(bob, reason)
      await writeWave(bob, /^Write /)
      const written = [...(await now())].filter(([, unit]) => replicasOf(unit) === 5)
      expect(written).toHaveLength(before.size - overrides - 1)
      return bob.url()
    })

  await test.step('that one refuses, by name, and is retried alone when it is free', async () => {
    const previewAnew = async () => {
      await bob.goto(address)
      await bob.getByRole('link', { name: 'Preview the 1 changed unit anew' }).click()
      await previewUnits(bob)
    }
    await previewAnew()
    await bob.getByRole('button', { name: /The hub will refuse: .*open ChangeSet night-shift/ }).click()
    await expect(bob.getByRole('button', { name: `${locked}/` })).toBeVisible()
    await expect(bob.getByText('1 refused = 1 unit')).toBeVisible()
    await openAgain()
    await previewAnew()
    await giveReason(bob, reason)
    await writeWave(bob, /^Write 1 unit/)
    await expect.poll(async () => replicasOf(unitOf(await now(), locked))).toBe(5)
  })

  await test.step('the records say of each of the fifty what became of it', async () => {
    expect(await tallyOf(bob, address)).toEqual({
      written: 1,
      elsewhere: toWrite - 2,
      'not-written': 1,
      override: overrides,
      unchanged: already,
    })
    expect(await tallyOf(bob, taken)).toEqual({ written: toWrite - 2 })
    expect(1 + (toWrite - 2) + 1 + overrides + already).toBe(before.size)
  })

  await test.step('its evidence is verified, and with an altered byte it is not', async () => {
    const tagId = new URL(taken).pathname.split('.').at(-1) ?? ''
    const answer = await bob.request.get(`/api/changes/${tagId}/evidence`)
    expect(answer.status()).toBe(200)
    const evidence = await answer.text()
    const key = testInfo.outputPath('key.pem')
    await writeFile(key, await (await bob.request.get('/api/evidence-key')).body())
    const places = placesIn(evidence)
    const codes = await Promise.all([
      verify(testInfo, evidence, 'as-it-is'),
      ...places.map((at) => verify(testInfo, altered(evidence, at), `at-${at}`)),
    ])
    expect(codes, `altered at ${places}`).toEqual([0, ...places.map(() => 1)])
  })

  await test.step('Bob undoes his part; of two that were edited since, one keeps the edit, one is left', async () => {
    const written = await now()
    for (const space of [merged, skipped]) {
      const unit = unitOf(written, space)
      await writeElsewhere(hub, unit, `${unit.data}# Checked by the night shift.\n`, administrator)
    }
    await bob.goto(taken)
    await bob.getByRole('link', { name: /^Undo/ }).click()
    await previewUnits(bob)
    await expect(bob.getByText('2 merged')).toBeVisible()
    await bob.getByRole('button', { name: /2 merged/ }).click()
    const box = bob.getByRole('checkbox', { name: `Write ${skipped}/trade-service` })
    await reach(bob, box)
    await box.press('Space')
    await giveReason(bob, 'The auction is over, back to what was')
    await writeWave(bob, new RegExp(`^Write ${toWrite - 3} units`))
    const undone = await now()
    const kept = new Set([canary, locked, skipped])
    for (const [space, { data }] of undone) {
      const old = unitOf(before, space).data
      if (space === merged) expect(data, space).toBe(`${old}# Checked by the night shift.\n`)
      else if (!kept.has(space)) expect(data, space).toBe(old)
    }
    for (const space of kept) expect(replicasOf(unitOf(undone, space)), space).toBe(5)
    expect(unitOf(undone, skipped).data).toContain('# Checked by the night shift.')
  })
})

/** What the page has to say, from what ConfigHub holds. */
function classesOf(units: ReadonlyMap<string, UnitState>): Map<string, number> {
  const byReplicas = Map.groupBy(units.values(), replicasOf)
  return new Map(
    [...byReplicas].map(([replicas, alike]) => [
      replicas === 5 ? 'No change needed' : `apps/v1/Deployment trade-service: spec.replicas ${replicas} → 5`,
      alike.length,
    ]),
  )
}

async function chooseOneFirst(page: Page): Promise<void> {
  const section = page.getByRole('region', { name: 'Write in waves' })
  await section.getByRole('button', { name: /^Write in waves/ }).click()
  await section.getByRole('button', { name: /Waves/ }).click()
  await page.getByRole('option', { name: /^A few units first/ }).click()
}

async function openAllClasses(page: Page): Promise<void> {
  const list = page.getByRole('list', { name: 'Change classes and their units' })
  const closed = list.getByRole('button', { expanded: false })
  // Opened from the last to the first: what is opened above would push the others out of the rendered part.
  while ((await closed.count()) > 0) await closed.last().click()
}

async function writeWave(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByText(/moved since the preview\.|changed since the preview/).first()).toBeVisible()
  await dialog.getByRole('button', { name: /^Write/ }).click()
  await expect(page).toHaveURL(/\/changes\/[\w-]+\.[\w-]+$/)
}

type Told = {
  readonly units: readonly { readonly state: string }[]
  readonly heldBack: readonly { readonly why: string }[]
}

/** How many units of a record stand how. */
async function tallyOf(page: Page, address: string): Promise<Record<string, number>> {
  const tagId = new URL(address).pathname.split('.').at(-1) ?? ''
  const { units, heldBack }: Told = await (await page.request.get(`/api/changes/${tagId}`)).json()
  const all = [...units.map(({ state }) => state), ...heldBack.map(({ why }) => why)]
  return Object.fromEntries([...Map.groupBy(all, (what) => what)].map(([what, { length }]) => [what, length]))
}

/** A few places of what is signed, and one of the signature. */
function placesIn(evidence: string): number[] {
  const within = (name: string) => {
    const start = evidence.indexOf(`"${name}":"`) + name.length + 4
    return start + randomInt(evidence.indexOf('"', start) - start - 2)
  }
  return [within('payload'), within('payload'), within('payload'), within('sig')]
}

function altered(evidence: string, at: number): string {
  return `${evidence.slice(0, at)}${evidence[at] === 'A' ? 'B' : 'A'}${evidence.slice(at + 1)}`
}

const run = promisify(execFile)

/** The exit code of the auditor's command, without network. */
async function verify(testInfo: TestInfo, evidence: string, name: string): Promise<number> {
  const file = testInfo.outputPath(`${name}.json`)
  await writeFile(file, evidence)
  const key = testInfo.outputPath('key.pem')
  return run('npm', ['run', '--silent', 'verify-evidence', '--', file, '--key', key]).then(
    () => 0,
    ({ code }: { code: number }) => code,
  )
}
