import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { concurrentReaders, dryRun, getter, type Hub, requestMs } from '#bench/hub-loads.ts'
import { type Bare, barePGlite, barePostgres, page, pageSpeed } from '#bench/hub-page.ts'
import { logFlags, type Statement, sqlOf } from '#bench/hub-sql.ts'
import { type Line, table } from '#bench/hub-targets.ts'
import { command } from '#scripts/problem.ts'
import { step } from '#scripts/progress.ts'
import { type HubProcess, startHubProcess } from '#tests/contract/hub-process.ts'
import { startPostgres } from '#tests/contract/postgres.ts'

const fleet = 'scale:50000'
const token = randomBytes(24).toString('base64url')

const questions = [
  [
    'where_data',
    '/unit',
    { where_data: 'spec.replicas > 3', resource_type: 'apps/v1/Deployment', select: 'Slug' },
  ],
  ['labels', '/unit', { where: "Space.Labels.Region = 'jp-tyo'", limit: 1000 }],
  ['contains', '/unit', { contains: 'jp-tyo', limit: 100 }],
  ['revisions', '/revision', { distinct_on: 'Off', order_by: 'DESC:CreatedAt', limit: 1000 }],
] as const

type Figures = ReadonlyMap<string, number>

// `npm run bench:hub`: the hub alone over 50,000 units, PGlite beside PostgreSQL. It informs; it never fails a build.
await command(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'hubdeck-bench-'))
  const postgres = await startPostgres(logFlags)
  try {
    const database = await postgres.createDatabase('bench')
    await load(database, 'PostgreSQL')
    const statements = await statementsOf(database, postgres.log)
    const onPostgres = await figures(database, await barePostgres(database), statements)
    const data = join(directory, 'hub')
    await load(data, 'PGlite')
    await cp(join(data, 'pgdata'), join(directory, 'copy'), { recursive: true })
    const onPGlite = await figures(data, await barePGlite(join(directory, 'copy')), statements)
    console.log(`\n${fleet}, this machine, ${new Date().toISOString().slice(0, 10)}\n`)
    console.log(table(['PGlite', 'PostgreSQL'], lines([onPGlite, onPostgres])))
    return 0
  } finally {
    await postgres.stop()
    await rm(directory, { recursive: true, force: true })
  }
})

async function load(data: string, name: string): Promise<void> {
  const loading = step(`Loading ${fleet} on ${name}`)
  const hub = await startHubProcess({ data, fleet, token })
  await hub.stop()
  loading.done()
}

/** What the hub asks of PostgreSQL for the page, but for who is asking; the same text runs on PGlite. */
async function statementsOf(database: string, log: () => string): Promise<Statement[]> {
  const hub = await startHubProcess({ data: database, fleet, token })
  try {
    const all = await sqlOf(database, log, getter({ url: hub.url, token }, '/unit', page))
    return all.filter(({ sql }) => /from "Unit"/.test(sql))
  } finally {
    await hub.stop()
  }
}

async function figures(data: string, bare: Bare, statements: readonly Statement[]): Promise<Figures> {
  const measuring = step('Measuring')
  const started = performance.now()
  const running = await startHubProcess({ data, fleet, token })
  const found = new Map([['start', (performance.now() - started) / 1000]])
  const hub: Hub = { url: running.url, token }
  try {
    const speed = await pageSpeed(hub, bare, statements)
    found.set('page', speed.oursMs).set('page bare', speed.bareMs).set('page speed', speed.percent)
    for (const [name, path, parameters] of questions)
      found.set(name, await requestMs(getter(hub, path, parameters)))
    found.set('dry run', await requestMs(dryRun(hub), 5))
    const readers = await concurrentReaders(hub, 100, 10)
    found.set('readers', readers.perSecond).set('p50', readers.p50).set('p95', readers.p95)
    found.set('failed', readers.failed)
    const peak = await peakMiB(running)
    if (peak !== undefined) found.set('peak', peak)
  } finally {
    await bare.close()
    await running.stop()
  }
  measuring.done()
  return found
}

function lines(columns: readonly Figures[]): Line[] {
  const values = (name: string) => columns.map((column) => column.get(name))
  return [
    {
      what: 'page of 1,000 units: speed of its SQL and JSON alone',
      unit: '%',
      values: values('page speed'),
      target: { atLeast: 80 },
    },
    { what: '  over HTTP', unit: 'ms', values: values('page') },
    { what: '  SQL and JSON alone', unit: 'ms', values: values('page bare') },
    {
      what: 'where_data spec.replicas > 3 over all units',
      unit: 'ms',
      values: values('where_data'),
      target: { atMost: 300 },
    },
    {
      what: 'set-replicas, dry run on 500 units',
      unit: 'ms',
      values: values('dry run'),
      target: { atMost: 1500 },
    },
    { what: 'start with existing data', unit: 's', values: values('start'), target: { atMost: 3 } },
    { what: 'units of one region', unit: 'ms', values: values('labels') },
    { what: 'contains', unit: 'ms', values: values('contains') },
    { what: 'newest 1,000 revisions', unit: 'ms', values: values('revisions') },
    { what: '100 readers at once: answers', unit: '/s', values: values('readers') },
    { what: '  p50', unit: 'ms', values: values('p50') },
    { what: '  p95', unit: 'ms', values: values('p95') },
    { what: '  failed', unit: '', values: values('failed'), target: { atMost: 0 } },
    { what: 'peak memory', unit: 'MiB', values: values('peak') },
  ]
}

/** Linux tells the most memory a process ever held. */
async function peakMiB({ pid }: HubProcess): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kiB = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]
  return kiB === undefined ? undefined : Number(kiB) / 1024
}
