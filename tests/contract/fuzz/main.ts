import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { emptyData } from '#tests/contract/empty-data.ts'
import { operations } from '#tests/contract/facts.ts'
import { type HugeAnswer, hugeBodies } from '#tests/contract/fuzz/huge.ts'
import { type Findings, fuzz, peakMiB } from '#tests/contract/fuzz/run.ts'
import { type Database, databases } from '#tests/contract/hub-address.ts'
import { startHubProcess } from '#tests/contract/hub-process.ts'
import { type PostgresServer, startPostgres } from '#tests/contract/postgres.ts'

/** `npm run torture -- --requests 100000 --seed 1`: random requests against a hub on each database. */
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    /** Round to begin with, to reproduce a fault. */
    round: { type: 'string', default: '0' },
    /** Milliseconds that an answer may take. */
    limit: { type: 'string', default: '2000' },
    /** MiB of memory that the hub may use. */
    memory: { type: 'string', default: '2048' },
    /** Milliseconds for bodies up to 64 MiB, and for requests that wait behind them. */
    'huge-limit': { type: 'string', default: '15000' },
    /** `PGlite` or `PostgreSQL`. */
    only: { type: 'string' },
  },
})

const chosen = databases.filter((database) => values.only === undefined || values.only === database)
let started: Promise<PostgresServer> | undefined
const postgres = () => {
  started ??= startPostgres()
  return started
}
let failed = chosen.length === 0
try {
  for (const database of chosen) {
    const data = await emptyData[database]('torture', postgres)
    if (!(await torture(database, data))) failed = true
  }
} finally {
  await (await started)?.stop()
}
process.exit(failed ? 1 : 0)

async function torture(database: Database, data: string): Promise<boolean> {
  const adminToken = randomBytes(24).toString('base64url')
  const hub = await startHubProcess({ data, fleet: 'microtraderx', token: adminToken })
  const started = performance.now()
  try {
    const address = { database, url: hub.url, adminToken }
    const findings = await fuzz({
      hub: address,
      pid: hub.pid,
      seed: Number(values.seed),
      requests: Number(values.requests),
      limitMs: Number(values.limit),
      mostMiB: Number(values.memory),
      firstRound: Number(values.round),
      log: hub.output,
      told: (line) => console.log(`- ${line}`),
    })
    tell(database, findings, (performance.now() - started) / 1000)
    const huge = await hugeBodies(address, Number(values['huge-limit']), (answer) =>
      console.log(inWords(answer)),
    )
    const peak = await peakMiB(hub.pid)
    console.log(`  peak memory with these: ${peak} MiB`)
    return findings.faults.length === 0 && huge.every(({ fault }) => fault === undefined)
  } finally {
    await hub.stop()
  }
}

function tell(database: Database, findings: Findings, seconds: number): void {
  const { requests, statuses, faults, slowestMs, slowest, lateOnce, memoryMiB } = findings
  const counts = [...statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`)
  const memory = `from ${memoryMiB[0]} to at most ${Math.max(...memoryMiB)}, at last ${memoryMiB.at(-1)}`
  console.log(
    `${database}: ${requests} requests in ${seconds.toFixed(0)} s (seed ${values.seed}); ${counts.join(', ')}`,
  )
  const known = Object.keys(operations).length
  const never = Object.keys(operations).filter((operation) => !findings.succeeded.has(operation))
  console.log(
    `  200 at least once: ${known - never.length} of ${known} operations; never: ${never.join(', ')}`,
  )
  console.log(`  slowest ${slowestMs.toFixed(0)} ms (${lateOnce} late on a busy machine): ${slowest}`)
  console.log(`  memory, MiB: ${memory}`)
  console.log(`  ${faults.length} faults`)
}

function inWords({ what, status, ms, othersMs, fault }: HugeAnswer): string {
  const words = `  ${what}: ${status} after ${Math.round(ms)} ms, others waited ${othersMs} ms`
  return fault === undefined ? words : `${words}; FAULT ${fault.kind}: ${fault.words}`
}
