import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { type Acknowledged, expectWhole, writeUntilDead } from '#tests/contract/crash-writers.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { startHubProcess } from '#tests/contract/hub-process.ts'

/** How often each hub is killed; 50 for the long run. */
const rounds = Number(process.env.HUBDECK_CRASH_ROUNDS ?? 2)
const { crash: emptyDatabase } = inject('emptyDatabases')
let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hubdeck-crash-'))
})
afterAll(async () => {
  await rm(directory, { recursive: true, force: true })
})

describe.each([
  { database: 'PGlite' as const, data: () => join(directory, 'hub') },
  { database: 'PostgreSQL' as const, data: () => emptyDatabase },
])('kill -9 of a hub on $database', ({ database, data }) => {
  it('loses no acknowledged write and leaves none half done', {
    timeout: 800_000 + rounds * 50_000,
  }, async () => {
    const adminToken = randomBytes(24).toString('base64url')
    const backAfter: number[] = []
    const start = async () => {
      const started = performance.now()
      const hub = await startHubProcess({ data: data(), fleet: 'microtraderx', token: adminToken })
      onTestFinished(() => hub.stop('SIGKILL'))
      backAfter.push(performance.now() - started)
      const address: HubAddress = { database, url: hub.url, adminToken }
      return { hub, address }
    }
    const acknowledged: Acknowledged[] = []
    let bulk = 0
    for (let round = 1; round <= rounds; round += 1) {
      const { hub, address } = await start()
      // Killed while every writer has a request in flight.
      const enough = acknowledged.length + 20 + ((round * 7) % 50)
      const killed = Promise.withResolvers<void>()
      const note = (write: Acknowledged) => {
        acknowledged.push(write)
        if (acknowledged.length === enough) killed.resolve(hub.stop('SIGKILL'))
      }
      await writeUntilDead(address, String(round), note, (count) => {
        bulk = Math.max(bulk, count)
      })
      await killed.promise
    }
    const { address } = await start()
    expect(acknowledged.length).toBeGreaterThan(rounds * 20)
    await expectWhole(address, acknowledged, bulk)
    // The first start fills the store; the others find it as the killed hub left it.
    const again = backAfter.slice(1).toSorted((a, b) => a - b)
    const seconds = (ms: number | undefined) => `${((ms ?? 0) / 1000).toFixed(2)} s`
    process.stdout.write(
      `${database}: ${rounds} kills, ${acknowledged.length} acknowledged writes, none lost; bulk counter at ${bulk}; back after ${seconds(again[again.length >> 1])}, at most ${seconds(again.at(-1))}\n`,
    )
  })
})
