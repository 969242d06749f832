import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { emptyData } from '#tests/contract/empty-data.ts'
import { call } from '#tests/contract/http.ts'
import { type Database, databases, type HubAddress } from '#tests/contract/hub-address.ts'
import { startHubProcess } from '#tests/contract/hub-process.ts'
import { startPostgres } from '#tests/contract/postgres.ts'
import { forgetSeenFields, reportUnseenFields } from '#tests/contract/seen-fields.ts'
import { unitAt } from '#tests/contract/units.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Hubs that nobody writes to, so that facts about the whole fleet hold. */
    readingHubs: HubAddress[]
    /** Hubs to write to; each test uses its own market. */
    writingHubs: HubAddress[]
    /** Empty databases of the PostgreSQL server, for tests that start hubs of their own: each has one user. */
    emptyDatabases: Readonly<Record<EmptyDatabase, string>>
  }
}

type EmptyDatabase =
  | 'crash'
  | 'backed_up'
  | 'restored'
  | 'several'
  | 'away'
  | 'gated'
  | 'fuzz'
  | 'upgraded'
  | 'busy'

/** Two hubs per database, shared by all contract tests. Nothing here may be skipped: without PostgreSQL the run fails. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  forgetSeenFields()
  const postgres = await startPostgres()
  const adminToken = randomBytes(24).toString('base64url')
  const places: { database: Database; use: 'read' | 'write'; data: string }[] = []
  for (const use of ['read', 'write'] as const)
    for (const database of databases)
      places.push({ database, use, data: await emptyData[database](`for_${use}`, async () => postgres) })
  const hubs = await Promise.all(
    places.map(async ({ database, use, data }) => {
      const hub = await startHubProcess({ data, fleet: 'microtraderx', token: adminToken })
      return { database, use, adminToken, url: hub.url, stop: hub.stop }
    }),
  )
  const addresses = (wanted: 'read' | 'write') =>
    hubs
      .filter(({ use }) => use === wanted)
      .map(({ database, url, adminToken }) => ({ database, url, adminToken }))
  await Promise.all(addresses('read').map(label))
  project.provide('readingHubs', addresses('read'))
  project.provide('writingHubs', addresses('write'))
  const database = (name: EmptyDatabase) => postgres.createDatabase(name)
  project.provide('emptyDatabases', {
    crash: await database('crash'),
    backed_up: await database('backed_up'),
    restored: await database('restored'),
    several: await database('several'),
    away: await database('away'),
    gated: await database('gated'),
    fuzz: await database('fuzz'),
    upgraded: await database('upgraded'),
    busy: await database('busy'),
  })
  return async () => {
    await Promise.all(hubs.map(({ stop }) => stop()))
    await postgres.stop()
    console.log(reportUnseenFields())
  }
}

/** Labels that the examples (contract 6.3) use and the demo fleet does not have. */
async function label(hub: HubAddress): Promise<void> {
  const patches = [
    ['prod-us', { Labels: { Tier: 'web' } }],
    ['prod-eu', { Labels: { Tier: 'api' } }],
    ['prod-asia', { Labels: { 'app.kubernetes.io/name': 'trade' } }],
    ['staging', { DisplayName: 'Trade service' }],
  ] as const
  for (const [space, body] of patches) {
    const unit = await unitAt(hub, space, 'trade-service')
    const answer = await call(hub, 'PATCH', unit.path, { body })
    if (answer.status !== 200) throw new Error(`cannot label ${space}: ${answer.status} ${answer.text}`)
  }
}
