import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { type Findings, fuzz } from '#tests/contract/fuzz/run.ts'
import { startHubProcess } from '#tests/contract/hub-process.ts'
import { startPostgres } from '#tests/contract/postgres.ts'

/** `npm run torture -- --requests 100000 --seed 1`: random requests against a hub on each database. */
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    limit: { type: 'string', default: '2000' },
    only: { type: 'string' },
  },
})

const postgres = await startPostgres()
let failed = false
try {
  for (const database of ['PGlite', 'PostgreSQL'] as const) {
    if (values.only !== undefined && values.only !== database) continue
    const adminToken = randomBytes(24).toString('base64url')
    const data = database === 'PGlite' ? 'memory' : await postgres.createDatabase('torture')
    const hub = await startHubProcess({ data, fleet: 'microtraderx', token: adminToken })
    const started = performance.now()
    const findings = await fuzz({
      hub: { database, url: hub.url, adminToken },
      pid: hub.pid,
      seed: Number(values.seed),
      requests: Number(values.requests),
      limitMs: Number(values.limit),
    })
    tell(database, findings, (performance.now() - started) / 1000)
    if (findings.faults.length > 0) {
      failed = true
      console.log(hub.output().split('\n').slice(-20).join('\n'))
    }
    await hub.stop()
  }
} finally {
  await postgres.stop()
}
process.exit(failed ? 1 : 0)

function tell(database: string, findings: Findings, seconds: number): void {
  const { requests, statuses, faults, slowestMs, slowest, memoryMiB } = findings
  const counts = [...statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`)
  console.log(
    `${database}: ${requests} requests in ${seconds.toFixed(0)} s (seed ${values.seed}); ${counts.join(', ')}`,
  )
  console.log(`  slowest ${slowestMs.toFixed(0)} ms: ${slowest}`)
  console.log(`  memory, MiB: ${memoryMiB.join(' ')}`)
  console.log(`  ${faults.length} faults`)
  for (const fault of faults) console.log(`- ${fault}`)
}
