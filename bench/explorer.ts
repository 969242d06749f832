import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { explorerFigures } from '#bench/explorer-figures.ts'
import { explorerLines } from '#bench/explorer-targets.ts'
import { keptFleet } from '#bench/kept-fleet.ts'
import { startDashboard } from '#bench/servers.ts'
import { table } from '#bench/target-table.ts'
import { ensureBuild } from '#scripts/build.ts'
import { stopChildren } from '#scripts/child.ts'
import { chromiumFlags, ensureChromium } from '#scripts/chromium.ts'
import { command } from '#scripts/problem.ts'
import { startHubProcess } from '#tests/contract/hub-process.ts'

const { values: flags } = parseArgs({
  options: {
    /** A directory where the loaded PGlite stays for the next time. */
    keep: { type: 'string' },
  },
})
const fleet = 'scale:50000'
const token = randomBytes(32).toString('base64url')

// `npm run bench:explorer`: the explorer over 50,000 units in Chromium, beside the bare calls it cannot do without.
await command(async () => {
  await ensureBuild()
  const directory = await mkdtemp(join(tmpdir(), 'hubdeck-bench-'))
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumFlags })
  try {
    const data = await keptFleet(fleet, flags.keep ?? directory, token)
    const hub = await startHubProcess({ data, fleet, token })
    try {
      const dashboard = await startDashboard(new URL(hub.url).origin)
      const before = loadavg()[0] ?? Number.NaN
      const found = await explorerFigures({ hub: hub.url, token, dashboard: dashboard.url, browser })
      const load = `load ${before.toFixed(1)} before, ${(loadavg()[0] ?? Number.NaN).toFixed(1)} after`
      console.log(`\n${fleet} on PGlite, ${cpus().length} processors, ${load}\n`)
      console.log(table(['Hubdeck', 'bare'], explorerLines(found)))
      return 0
    } finally {
      await stopChildren()
      await hub.stop()
    }
  } finally {
    await browser.close()
    await rm(directory, { recursive: true, force: true })
  }
})
