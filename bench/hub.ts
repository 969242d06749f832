import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { figures, type Side } from '#bench/hub/figures.ts'
import { getter } from '#bench/hub/loads.ts'
import { page, startBare } from '#bench/hub/page.ts'
import { logFlags, type Statement, sqlOf } from '#bench/hub/sql.ts'
import { lines } from '#bench/hub/targets.ts'
import { keptFleet, loadFleet } from '#bench/kept-fleet.ts'
import { table } from '#bench/target-table.ts'
import { command } from '#scripts/problem.ts'
import { step } from '#scripts/progress.ts'
import { startHubProcess } from '#tests/contract/hub-process.ts'
import { startPostgres } from '#tests/contract/postgres.ts'

const { values: flags } = parseArgs({
  options: {
    fleet: { type: 'string', default: 'scale:50000' },
    /** A directory where the loaded PGlite stays for the next time. */
    keep: { type: 'string' },
  },
})
const { fleet } = flags
const token = 'bench-hub-token-that-guards-nothing-but-made-up-data'

// `npm run bench:hub`: the hub alone over 50,000 units, PGlite beside PostgreSQL. For information only; it never fails a build.
await command(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'hubdeck-bench-'))
  const postgres = await startPostgres(logFlags)
  try {
    const database = await postgres.createDatabase('bench')
    await loadFleet(fleet, database, 'PostgreSQL', token)
    const statements = await statementsOf(database, postgres.log)
    const data = await keptFleet(fleet, flags.keep ?? directory, token)
    await cp(join(data, 'pgdata'), join(directory, 'copy'), { recursive: true })
    const start = (place: string) => () => startHubProcess({ data: place, fleet, token })
    const sides: Side[] = [
      {
        name: 'PGlite',
        start: start(data),
        bare: await startBare({ data: join(directory, 'copy'), statements }),
      },
      { name: 'PostgreSQL', start: start(database), bare: await startBare({ data: database, statements }) },
    ]
    const measuring = step('Measuring')
    const found = await figures(sides, token)
    measuring.done()
    console.log(`\n${fleet}, this machine, ${new Date().toISOString().slice(0, 10)}; medians\n`)
    const names = sides.map(({ name }) => name)
    console.log(table(names, lines(found)))
    return 0
  } finally {
    await postgres.stop()
    await rm(directory, { recursive: true, force: true })
  }
})

/** The hub's SQL for the page, without the caller's permissions; the same text runs on PGlite. */
async function statementsOf(database: string, log: () => string): Promise<Statement[]> {
  const hub = await startHubProcess({ data: database, fleet, token })
  try {
    const all = await sqlOf(database, log, getter({ url: hub.url, token }, '/unit', page))
    return all.filter(({ sql }) => /from "Unit"/.test(sql))
  } finally {
    await hub.stop()
  }
}
