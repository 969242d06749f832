import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { call } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { startHubProcess } from '#tests/contract/hub-process.ts'
import {
  addSpace,
  addTrigger,
  addUnit,
  deployment,
  type Made,
  moreThanOneReplica,
  setter,
  settled,
} from '#tests/contract/triggers.ts'
import { document, putDocument } from '#tests/contract/units.ts'

const adminToken = randomBytes(24).toString('base64url')
const { gated: postgres } = inject('emptyDatabases')
const slugs = Array.from({ length: 20 }, (_, index) => `app-${index}`)
let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hubdeck-gates-'))
})
afterAll(async () => {
  await rm(directory, { recursive: true, force: true })
})

async function start(database: HubAddress['database'], data: string) {
  const hub = await startHubProcess({ data, fleet: 'none', token: adminToken })
  onTestFinished(() => hub.stop('SIGKILL'))
  return { address: { database, url: hub.url, adminToken }, kill: () => hub.stop('SIGKILL') }
}

async function gatedUnits(hub: HubAddress): Promise<Made[]> {
  const space = await addSpace(hub, 'gated')
  await addTrigger(hub, space, 'two', moreThanOneReplica)
  await addTrigger(hub, space, 'team', setter('set-label', 'team', 'trading'))
  const units: Made[] = []
  for (const slug of slugs) units.push(await addUnit(hub, space, slug, deployment(slug, 3)))
  return units
}

/** All units at once, as one request. */
async function scale(hub: HubAddress, replicas: number): Promise<number> {
  const body = { FunctionInvocations: [setter('set-replicas', replicas)] }
  return (await call(hub, 'POST', '/function/invoke', { body })).status
}

/** One write after another until the hub is killed. */
async function writeUntilDead(hub: HubAddress, unit: Made, begun: () => void): Promise<void> {
  for (let replicas = 0; ; replicas += 1) {
    const answer = await putDocument(hub, unit, deployment('busy', replicas % 3)).catch(() => undefined)
    if (answer === undefined) return
    begun()
  }
}

async function expectVerdicts(hub: HubAddress, units: readonly Made[]): Promise<void> {
  for (const unit of units) {
    const { ValidationErrors } = await settled(hub, unit)
    const text = await document(hub, unit)
    const fails = /replicas: [01]\b/.test(text)
    expect(ValidationErrors).toEqual(fails ? { 'gated/two/vet-cel': true } : undefined)
    expect(text.match(/team: trading/g)).toHaveLength(1)
  }
}

describe('pending gates of a hub that was killed', () => {
  it('are resolved by the next hub on the same directory', async () => {
    const data = join(directory, 'hub')
    const first = await start('PGlite', data)
    const units = await gatedUnits(first.address)
    for (const [round, replicas] of [1, 4, 0].entries()) {
      const hub = round === 0 ? first : await start('PGlite', data)
      const enough = Promise.withResolvers<void>()
      const writers = units.slice(0, 4).map((unit) => writeUntilDead(hub.address, unit, enough.resolve))
      expect(await scale(hub.address, replicas)).toBe(200)
      await enough.promise
      await hub.kill()
      await Promise.all(writers)
    }
    const last = await start('PGlite', data)
    await expectVerdicts(last.address, units)
  })

  it('are resolved by the other hub on the same database', async () => {
    const one = await start('PostgreSQL', postgres)
    const two = await start('PostgreSQL', postgres)
    const units = await gatedUnits(one.address)
    const enough = Promise.withResolvers<void>()
    const writers = units.slice(0, 4).map((unit) => writeUntilDead(one.address, unit, enough.resolve))
    expect(await scale(one.address, 1)).toBe(200)
    await enough.promise
    await one.kill()
    await Promise.all(writers)
    await expectVerdicts(two.address, units)
    expect(await scale(two.address, 5)).toBe(200)
    await expectVerdicts(two.address, units)
  })
})
