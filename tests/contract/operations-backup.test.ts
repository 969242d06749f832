import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { runHubCommand } from '#tests/contract/hub-command.ts'
import { startHubProcess } from '#tests/contract/hub-process.ts'
import { putDocument, revisions, type UnitAt, unitAt, written } from '#tests/contract/units.ts'

const markets = ['us-nyc', 'eu-lon', 'jp-tyo', 'sg-sin', 'br-sao', 'za-jnb', 'us-chi', 'eu-fra']
const { backed_up: backedUp, restored } = inject('emptyDatabases')
const adminToken = randomBytes(24).toString('base64url')
let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hubdeck-backup-test-'))
})
afterAll(async () => {
  await rm(directory, { recursive: true, force: true })
})

describe.each([
  {
    from: 'PGlite' as const,
    to: 'PostgreSQL' as const,
    source: () => join(directory, 'hub'),
    target: () => restored,
  },
  {
    from: 'PostgreSQL' as const,
    to: 'PGlite' as const,
    source: () => backedUp,
    target: () => join(directory, 'again'),
  },
])('a backup of a hub on $from, taken while 8 writers write', ({ from, to, source, target }) => {
  it(`is a consistent snapshot, and a hub on ${to} continues from there`, async () => {
    const file = join(directory, `${from}.backup`)
    const hub = await start(from, source(), 'microtraderx')
    const units = await Promise.all(markets.map((market) => unitAt(hub, `prod-${market}`, 'trade-service')))

    const writers = startWriters(hub, units)
    await writers.reached(40)
    const before = writers.heads()
    const taken = await runHubCommand('hub/backup.ts', ['--url', hub.url, '--out', file], adminToken)
    await writers.reached(writers.count() + 40)
    await writers.stop()

    expect(taken).toMatchObject({ code: 0 })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const put = await runHubCommand('hub/restore.ts', ['--in', file, '--data', target()])
    expect(put).toMatchObject({ code: 0 })
    const copy = await start(to, target(), 'none')
    for (const unit of units) await expectPrefix(hub, copy, unit, before.get(unit.UnitID) ?? 0)
    await expectSameOtherwise(hub, copy, new Set(units.map(({ UnitID }) => UnitID)))
    await expectGoesOn(copy, units[0])

    const again = await runHubCommand('hub/restore.ts', ['--in', file, '--data', `${target()}`])
    expect(again.code).toBe(1)
    expect(again.output).toMatch(to === 'PGlite' ? /in use by process \d+/ : /is not empty/)
  })
})

it('a backup is for administrators, and replaces no file unless asked to', async () => {
  const [hub] = inject('readingHubs')
  if (hub === undefined) throw new Error('no hub to read from')
  const file = join(directory, 'kept')
  await writeFile(file, 'kept')
  const root = { ...hub, url: hub.url.replace(/\/api$/, '') }

  expect((await call(root, 'GET', '/backup', { as: 'nobody' })).status).toBe(401)
  expect((await call(root, 'GET', '/backup', { as: 'alice@trading.com' })).status).toBe(403)
  const flags = ['--url', hub.url, '--out', file]
  const refused = await runHubCommand('hub/backup.ts', flags, hub.adminToken)
  expect(refused.code).toBe(1)
  expect(refused.output).toContain('--force')
  expect(await readFile(file, 'utf8')).toBe('kept')
  const stranger = await runHubCommand('hub/backup.ts', [...flags, '--force'], 'a stranger')
  expect(stranger.output).toContain('answered 401')
  expect(await readFile(file, 'utf8')).toBe('kept')
  expect((await runHubCommand('hub/backup.ts', [...flags, '--force'], hub.adminToken)).code).toBe(0)
})

async function start(database: HubAddress['database'], data: string, fleet: string): Promise<HubAddress> {
  const hub = await startHubProcess({ data, fleet, token: adminToken })
  onTestFinished(() => hub.stop())
  return { database, url: hub.url, adminToken }
}

/** One writer per unit, each writing one document after another until told to stop. */
function startWriters(hub: HubAddress, units: readonly UnitAt[]) {
  const acknowledged = new Map<string, number>()
  const waiting: { count: number; resolve: () => void }[] = []
  let count = 0
  let stopping = false
  const write = async (unit: UnitAt, index: number) => {
    for (let round = 0; !stopping; round += 1) {
      const text = `# round ${round} of writer ${index}\nkind: ConfigMap\nmetadata:\n  name: backup\n`
      const { Unit } = written(await putDocument(hub, unit, text))
      acknowledged.set(unit.UnitID, Unit?.HeadRevisionNum ?? 0)
      count += 1
      for (const waiter of waiting) if (count >= waiter.count) waiter.resolve()
    }
  }
  const writers = Promise.all(units.map(write))
  return {
    count: () => count,
    /** The head of each unit after the writes that have been answered. */
    heads: () => new Map(acknowledged),
    reached: async (wanted: number) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push({ count: wanted, resolve })
      await Promise.race([promise, writers])
    },
    stop: async () => {
      stopping = true
      await writers
    },
  }
}

function unjudged(revision: object = {}): object {
  return Object.fromEntries(Object.entries(revision).filter(([name]) => !/^(Validation|Apply)/.test(name)))
}

/** The copy's history of a unit equals its source's up to some revision, byte for byte. */
async function expectPrefix(source: HubAddress, copy: HubAddress, unit: UnitAt, atLeast: number) {
  const original = await revisions(source, unit)
  const history = await revisions(copy, unit)
  const head = history[0]?.Revision.RevisionNum ?? 0
  expect(head).toBeGreaterThanOrEqual(atLeast)
  expect(head).toBeLessThan(original[0]?.Revision.RevisionNum ?? 0)
  const [newest, ...older] = history
  const [then, ...before] = original.slice(-history.length)
  expect(older).toEqual(before)
  // The copy validates its own head; its source already had a newer one.
  expect(unjudged(newest?.Revision)).toEqual(unjudged(then?.Revision))
  expect(history.map(({ Revision }) => Revision.RevisionNum)).toEqual(
    Array.from({ length: head }, (_, index) => head - index),
  )
  const { Unit } = z
    .object({ Unit: z.object({ HeadRevisionNum: z.int(), DataHash: z.string() }) })
    .parse((await get(copy, unit.path)).json)
  expect(Unit).toEqual({ HeadRevisionNum: head, DataHash: history[0]?.Revision.DataHash })
  for (const { Revision } of history) {
    const { text } = await get(copy, `${unit.path}/revision/${Revision.RevisionID}/data`)
    expect(createHash('sha256').update(text).digest('hex')).toBe(Revision.DataHash)
  }
}

async function expectSameOtherwise(source: HubAddress, copy: HubAddress, written: ReadonlySet<string>) {
  for (const path of ['/space', '/user', '/tag', '/organization']) {
    expect((await get(copy, path, { limit: 1000 })).json).toEqual(
      (await get(source, path, { limit: 1000 })).json,
    )
  }
  const others = async (hub: HubAddress) =>
    z
      .array(z.looseObject({ Unit: z.looseObject({ UnitID: z.string() }) }))
      .parse((await get(hub, '/unit', { limit: 1000 })).json)
      .filter(({ Unit }) => !written.has(Unit.UnitID))
  const items = await others(copy)
  expect(items.length).toBeGreaterThan(100)
  expect(items).toEqual(await others(source))
}

async function expectGoesOn(hub: HubAddress, unit: UnitAt | undefined) {
  if (unit === undefined) throw new Error('no unit')
  const [newest] = await revisions(hub, unit)
  const { Unit } = written(await putDocument(hub, unit, 'kind: ConfigMap\nmetadata:\n  name: after\n'))
  expect(Unit?.HeadRevisionNum).toBe((newest?.Revision.RevisionNum ?? 0) + 1)
}
