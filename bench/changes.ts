import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { changeFigures } from '#bench/change-figures.ts'
import { servicesOf } from '#bench/change-runs.ts'
import { changeLines } from '#bench/change-targets.ts'
import { keptFleet } from '#bench/kept-fleet.ts'
import { signIn } from '#bench/requests.ts'
import { startDashboard } from '#bench/servers.ts'
import { table } from '#bench/target-table.ts'
import { ensureBuild } from '#scripts/build.ts'
import { stopChildren } from '#scripts/child.ts'
import { command } from '#scripts/problem.ts'
import { step } from '#scripts/progress.ts'
import { startHubProcess } from '#tests/contract/hub-process.ts'

const { values: flags } = parseArgs({
  options: {
    /** A directory where the loaded PGlite stays for the next time. */
    keep: { type: 'string' },
    /** Only the figures whose names begin like this: `preview`, `commit` or `result`. */
    only: { type: 'string', default: '' },
    /** A directory for processor profiles of the dashboard's own thread. */
    profile: { type: 'string' },
  },
})
const fleet = 'scale:50000'

// `npm run bench:changes`: previews and commits on 50,000 units, beside the reads and writes they cannot avoid.
await command(async () => {
  await ensureBuild()
  const directory = await mkdtemp(join(tmpdir(), 'hubdeck-bench-'))
  const token = randomBytes(32).toString('base64url')
  try {
    const kept = await keptFleet(fleet, flags.keep ?? directory, token)
    // Commits write, and the next run should find the fleet as it was.
    const data = join(directory, 'copy')
    await cp(kept, data, { recursive: true })
    const hub = await startHubProcess({ data, fleet, token })
    try {
      const dashboard = await startDashboard(new URL(hub.url).origin, profiling(flags.profile))
      const side = { hub: hub.url, token, dashboard: dashboard.url }
      const person = await signIn(side)
      const services = await servicesOf(side)
      const measuring = step('Measuring')
      const loadBefore = loadavg()[0] ?? Number.NaN
      const found = await changeFigures({ ...side, person, services }, dashboard.pid, flags.only)
      measuring.done()
      const load = `load ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? Number.NaN).toFixed(1)} after`
      console.log(`\n${fleet} on PGlite, ${cpus().length} processors, ${load}; medians\n`)
      console.log(table(['Hubdeck', 'bare'], changeLines(found)))
      return 0
    } finally {
      await stopChildren()
      await hub.stop()
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})

function profiling(directory: string | undefined): string[] {
  return directory === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${directory}`]
}
