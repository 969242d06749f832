import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { get } from '#tests/contract/http.ts'
import { startHubProcess } from '#tests/contract/hub-process.ts'
import { ExtendedMutationShape } from '#tests/contract/shapes.ts'
import type { HubAddress } from '#tests/contract/start-hubs.ts'
import { document, putDocument, revisions, type UnitAt, unitAt } from '#tests/contract/units.ts'

type Acknowledged = { readonly unit: UnitAt; readonly revisionNum: number; readonly dataHash: string }

/** How often each hub is killed; 50 for the long run. */
const rounds = Number(process.env.HUBDECK_CRASH_ROUNDS ?? 3)
const markets = ['us-nyc', 'eu-lon', 'jp-tyo', 'sg-sin', 'br-sao', 'za-jnb']
const [emptyDatabase = ''] = inject('emptyDatabases')
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
    timeout: 60_000 + rounds * 20_000,
  }, async () => {
    const adminToken = randomBytes(24).toString('base64url')
    const start = async () => {
      const hub = await startHubProcess({ data: data(), fleet: 'microtraderx', token: adminToken })
      onTestFinished(() => hub.stop('SIGKILL'))
      return hub
    }
    const acknowledged: Acknowledged[] = []
    for (let round = 1; round <= rounds; round += 1) {
      const hub = await start()
      const address: HubAddress = { database, url: hub.url, adminToken }
      const units = await Promise.all(
        markets.map((market) => unitAt(address, `prod-${market}`, 'trade-service')),
      )
      // Killed while every writer has a request in flight.
      const enough = acknowledged.length + 20 + ((round * 7) % 50)
      const killed = Promise.withResolvers<void>()
      const note = (write: Acknowledged) => {
        acknowledged.push(write)
        if (acknowledged.length === enough) killed.resolve(hub.stop('SIGKILL'))
      }
      await Promise.all(units.map((unit, index) => writeUntilDead(address, unit, `${round}/${index}`, note)))
      await killed.promise
    }
    const hub = await start()
    await expectWhole({ database, url: hub.url, adminToken }, acknowledged)
    process.stdout.write(
      `${database}: ${rounds} kills, ${acknowledged.length} acknowledged writes, none lost\n`,
    )
  })
})

/** Writes one document after another, each with its own line, until the hub no longer answers. */
async function writeUntilDead(
  hub: HubAddress,
  unit: UnitAt,
  name: string,
  note: (write: Acknowledged) => void,
): Promise<void> {
  for (let write = 0; ; write += 1) {
    try {
      const text = `# write ${write} of ${name}\nkind: ConfigMap\nmetadata:\n  name: crash\n`
      const answer = await putDocument(hub, unit, text)
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
      const head = z
        .object({ Unit: z.object({ HeadRevisionNum: z.int(), DataHash: z.string() }) })
        .parse(answer.json)
      note({ unit, revisionNum: head.Unit.HeadRevisionNum, dataHash: head.Unit.DataHash })
    } catch (error) {
      // fetch says TypeError when the connection breaks; anything else is a fault.
      if (error instanceof TypeError) return
      throw error
    }
  }
}

async function expectWhole(hub: HubAddress, acknowledged: readonly Acknowledged[]): Promise<void> {
  expect(acknowledged.length).toBeGreaterThan(80)
  for (const market of markets) {
    const unit = await unitAt(hub, `prod-${market}`, 'trade-service')
    const history = (await revisions(hub, unit)).map((item) => item.Revision)
    expect(history.map((revision) => revision.RevisionNum)).toEqual(
      Array.from({ length: unit.HeadRevisionNum }, (_, index) => unit.HeadRevisionNum - index),
    )
    expect(history[0]?.DataHash).toBe(unit.DataHash)
    const text = await document(hub, unit)
    expect(createHash('sha256').update(text).digest('hex')).toBe(unit.DataHash)
    const mutations = z.array(ExtendedMutationShape).parse((await get(hub, `${unit.path}/mutation`)).json)
    const mutated = new Set(mutations.map((item) => item.Mutation.RevisionNum))
    expect(history.filter((revision) => !mutated.has(revision.RevisionNum))).toEqual([])
    const stored = new Map(history.map((revision) => [revision.RevisionNum, revision.DataHash]))
    const own = acknowledged.filter((write) => write.unit.UnitID === unit.UnitID)
    expect(own.filter((write) => stored.get(write.revisionNum) !== write.dataHash)).toEqual([])
    expect(own.length).toBeGreaterThan(0)
  }
}
