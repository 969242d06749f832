import { randomBytes } from 'node:crypto'
import { describe, expect, inject, it } from 'vitest'
import { fuzz } from '#tests/contract/fuzz/run.ts'
import { get } from '#tests/contract/http.ts'
import { startHubProcess } from '#tests/contract/hub-process.ts'
import { document, unitAt } from '#tests/contract/units.ts'

const { fuzz: empty } = inject('emptyDatabases')

describe.each([
  { database: 'PGlite' as const, data: 'memory', seed: 20_261_123 },
  { database: 'PostgreSQL' as const, data: empty, seed: 20_261_129 },
])('random and mutated requests on $database', ({ database, data, seed }) => {
  it('get an answer, never a fault, and touch nothing they do not name', async () => {
    const adminToken = randomBytes(24).toString('base64url')
    const running = await startHubProcess({ data, fleet: 'microtraderx', token: adminToken })
    const hub = { database, url: running.url, adminToken }
    try {
      const unit = await unitAt(hub, 'prod-us-nyc', 'trade-service')
      const before = await document(hub, unit)
      // A new seed every time would find more, but could not be repeated; the long run takes seeds.
      // The machine may be busy, so only a request that hangs is a fault here; the long run measures times.
      const findings = await fuzz({
        hub,
        pid: running.pid,
        seed,
        requests: 800,
        limitMs: 60_000,
        mostMiB: 2048,
        log: running.output,
      })

      expect(findings.faults).toEqual([])
      expect(findings.statuses.get(200) ?? 0).toBeGreaterThan(100)
      expect(findings.statuses.get(400) ?? 0).toBeGreaterThan(50)
      expect(await document(hub, unit)).toBe(before)
      expect((await get(hub, '/me')).status).toBe(200)
    } finally {
      await running.stop()
    }
  })
})
