import { randomBytes } from 'node:crypto'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { type HubProcess, startHubProcess } from '#tests/contract/hub-process.ts'
import { EnvelopeShape } from '#tests/contract/shapes/answers.ts'
import { startTcpProxy } from '#tests/contract/tcp-proxy.ts'
import { document, putDocument, revisions, type UnitAt, unitAt, written } from '#tests/contract/units.ts'

const { several, away } = inject('emptyDatabases')
const adminToken = randomBytes(24).toString('base64url')
const database = 'PostgreSQL' as const

async function start(data: string, flags: readonly string[]): Promise<HubAddress & { process: HubProcess }> {
  const hub = await startHubProcess({ data, fleet: 'microtraderx', token: adminToken, flags })
  onTestFinished(() => hub.stop())
  return { database, url: hub.url, adminToken, process: hub }
}

describe('two hubs on one database', () => {
  const writers = 16
  const writesEach = 6

  it('started at the same time fill it once, and share one numbering of revisions', async () => {
    const hubs = await Promise.all([start(several, ['--pool', '2']), start(several, ['--pool', '5'])])
    const [one, two] = hubs

    const units = z.array(z.looseObject({})).parse((await get(one, '/unit', { limit: 1000 })).json)
    expect(units).toHaveLength(166)
    expect((await get(two, '/unit', { limit: 1000 })).json).toEqual(units)

    const targets = await Promise.all(
      ['us-nyc', 'eu-lon', 'jp-tyo'].map((market) => unitAt(one, `prod-${market}`, 'trade-service')),
    )
    const given = await Promise.all(
      Array.from({ length: writers }, (_, writer) => writeThrough(hubs[writer % 2] ?? one, writer, targets)),
    )
    for (const unit of targets) {
      const head = unit.HeadRevisionNum + writers * writesEach
      const all = Array.from({ length: head }, (_, index) => head - index)
      expect((await revisions(one, unit)).map(({ Revision }) => Revision.RevisionNum)).toEqual(all)
      const told = given.flatMap((numbers) => numbers.get(unit.UnitID) ?? [])
      expect(told.toSorted((a, b) => b - a)).toEqual(all.slice(0, writers * writesEach))
      expect(await document(two, unit)).toBe(await document(one, unit))
    }
  })

  async function writeThrough(hub: HubAddress, writer: number, targets: readonly UnitAt[]) {
    const numbers = new Map<string, number[]>()
    for (let write = 0; write < writesEach; write += 1) {
      for (const unit of targets) {
        const text = `# ${writer} wrote ${write}\nkind: ConfigMap\nmetadata:\n  name: shared\n`
        const { Unit } = written(await putDocument(hub, unit, text))
        numbers.set(unit.UnitID, [...(numbers.get(unit.UnitID) ?? []), Unit.HeadRevisionNum ?? 0])
      }
    }
    return numbers
  }
})

describe('a hub whose database', () => {
  it('goes away and comes back reports it and continues', async () => {
    const proxy = await startTcpProxy(away)
    onTestFinished(() => proxy.cut())
    const hub = await start(proxy.url, ['--query-timeout', '5'])
    const unit = await unitAt(hub, 'prod-us-nyc', 'trade-service')
    const writing = writeUntilRefused(hub, unit)

    await writing.begun
    // Connections that nobody uses are what the hub reports as lost; it closes them when they were not used for seconds.
    await Promise.all(Array.from({ length: 4 }, () => get(hub, '/unit', { limit: 1 })))
    await proxy.cut()

    const last = await writing.ended
    await expectAway(hub)
    await expect.poll(() => hub.process.output()).toContain('A connection to PostgreSQL was lost.')
    await proxy.mend()
    await expectBack(hub, unit, last)

    // Now it does not even refuse connections; nothing may wait for it longer than a request may take.
    proxy.freeze()
    await Promise.all(Array.from({ length: 15 }, () => expectAway(hub)))
    await proxy.cut()
    await proxy.mend()
    await expectBack(hub, unit, 0)
  })

  /** Writes one document after another until the hub no longer takes any; resolves with the last number it returned. */
  function writeUntilRefused(hub: HubAddress, unit: UnitAt) {
    const begun = Promise.withResolvers<void>()
    const write = async () => {
      for (let last = 0, round = 0; ; round += 1) {
        const answer = await putDocument(hub, unit, `# ${round}\nkind: ConfigMap\nmetadata:\n  name: away\n`)
        if (answer.status === 503) return last
        last = written(answer).Unit.HeadRevisionNum ?? 0
        if (round === 10) begun.resolve()
      }
    }
    return { begun: begun.promise, ended: write() }
  }

  async function expectAway(hub: HubAddress) {
    const answer = await get(hub, '/unit')
    expect(answer.status).toBe(503)
    expect(EnvelopeShape.parse(answer.json)).toMatchObject({
      Code: '503',
      Message: expect.stringContaining('The database of the hub does not answer'),
    })
    expect(answer.headers.get('X-Request-Id')).toMatch(/\S/)
    const health = await fetch(hub.url.replace(/\/api$/, '/healthz'))
    expect(health.status).toBe(503)
    expect(await health.json()).toMatchObject({ status: 'unavailable', database })
  }

  async function expectBack(hub: HubAddress, unit: UnitAt, atLeast: number) {
    const numbers = (await revisions(hub, unit)).map(({ Revision }) => Revision.RevisionNum)
    const head = numbers[0] ?? 0
    expect(numbers).toEqual(Array.from({ length: head }, (_, index) => head - index))
    // The write that was refused may have been stored; none that was acknowledged is missing.
    expect(head).toBeGreaterThanOrEqual(atLeast)
    const { Unit } = written(await putDocument(hub, unit, `# back after ${head}\nkind: ConfigMap\n`))
    expect(Unit.HeadRevisionNum).toBe(head + 1)
    const health = await fetch(hub.url.replace(/\/api$/, '/healthz'))
    expect(await health.json()).toEqual({ status: 'ok', database })
  }
})
