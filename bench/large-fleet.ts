import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { keptFleet } from '#bench/kept-fleet.ts'
import { startDashboard } from '#bench/servers.ts'
import { type Line, table } from '#bench/target-table.ts'
import { ensureBuild } from '#scripts/build.ts'
import { stopChildren } from '#scripts/child.ts'
import { startHubProcess } from '#tests/contract/hub-process.ts'

export type Side = { readonly hub: string; readonly token: string; readonly dashboard: string }

type Options = {
  /** A directory where the loaded PGlite stays for the next time. */
  readonly keep: string | undefined
  /** Units are written, and the next run should find the fleet as it was. */
  readonly isWritten?: boolean
  /** For the process of the dashboard. */
  readonly flags?: readonly string[]
  /** What the figures are. */
  readonly note?: string
}

const fleet = 'scale:50000'

/** Measures a dashboard before a hub with 50,000 units on PGlite, and prints what was found beside the targets. */
export async function onLargeFleet(
  { keep, isWritten = false, flags = [], note = '' }: Options,
  /** `pid` is the process of the dashboard. */
  measure: (side: Side, pid: number) => Promise<readonly Line[]>,
): Promise<number> {
  await ensureBuild()
  const directory = await mkdtemp(join(tmpdir(), 'hubdeck-bench-'))
  const token = randomBytes(32).toString('base64url')
  try {
    const kept = await keptFleet(fleet, keep ?? directory, token)
    const data = isWritten ? join(directory, 'copy') : kept
    if (isWritten) await cp(kept, data, { recursive: true })
    const hub = await startHubProcess({ data, fleet, token })
    try {
      const dashboard = await startDashboard(new URL(hub.url).origin, flags)
      const before = load()
      const lines = await measure({ hub: hub.url, token, dashboard: dashboard.url }, dashboard.pid)
      const machine = `${cpus().length} processors, load ${before} before, ${load()} after`
      console.log(`\n${fleet} on PGlite, ${machine}${note}\n`)
      console.log(table(['Hubdeck', 'bare'], lines))
      return 0
    } finally {
      await stopChildren()
      await hub.stop()
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function load(): string {
  return (loadavg()[0] ?? Number.NaN).toFixed(1)
}
