import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { startHubProcess } from '#tests/contract/hub-process.ts'
import { startPostgres } from '#tests/contract/postgres.ts'

export type HubAddress = {
  readonly database: 'PGlite' | 'PostgreSQL'
  readonly url: string
  readonly adminToken: string
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Hubs nobody writes to: whole-fleet facts hold. */
    readingHubs: HubAddress[]
    /** Hubs to write to; each test keeps to its own market. */
    writingHubs: HubAddress[]
    /** A PostgreSQL server's empty databases, for tests that start hubs of their own. */
    emptyDatabases: string[]
  }
}

/** Two hubs per database, shared by all contract tests. Nothing here may skip: no PostgreSQL, no green run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres()
  const adminToken = randomBytes(24).toString('base64url')
  const places = [
    { database: 'PGlite', use: 'read', data: 'memory' },
    { database: 'PostgreSQL', use: 'read', data: await postgres.createDatabase('reading') },
    { database: 'PGlite', use: 'write', data: 'memory' },
    { database: 'PostgreSQL', use: 'write', data: await postgres.createDatabase('writing') },
  ] as const
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
  project.provide('readingHubs', addresses('read'))
  project.provide('writingHubs', addresses('write'))
  project.provide('emptyDatabases', [await postgres.createDatabase('crash')])
  return async () => {
    await Promise.all(hubs.map(({ stop }) => stop()))
    await postgres.stop()
  }
}
