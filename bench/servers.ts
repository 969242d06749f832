import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { logFlags } from '#bench/hub/sql.ts'
import { ensureBuild } from '#scripts/build.ts'
import { startChild, stopChildren } from '#scripts/child.ts'
import { dashboardCommand, root, stateDirectory } from '#scripts/paths.ts'
import { step } from '#scripts/progress.ts'
import { waitFor } from '#scripts/wait-for.ts'
import { freePort } from '#tests/contract/hub-process.ts'
import { startPostgres } from '#tests/contract/postgres.ts'

export type Servers = {
  /** `http://127.0.0.1:<port>/api` */
  readonly hub: string
  readonly token: string
  /** The hub's own database, for the same question without the hub. */
  readonly database: string
  readonly databaseLog: () => string
  /** `http://127.0.0.1:<port>` */
  readonly dashboard: string
  readonly stop: () => Promise<void>
}

const loadTimeoutMs = 300_000

/** PostgreSQL, a hub with a large fleet on it, and the production build of the dashboard before that. */
export async function startServers(fleet: string): Promise<Servers> {
  await ensureBuild()
  const postgres = await startPostgres(logFlags)
  const stop = async () => {
    await stopChildren()
    await postgres.stop()
  }
  try {
    const database = await postgres.createDatabase('bench')
    const token = randomBytes(32).toString('base64url')
    const loading = step(`Loading ${fleet} into a hub on PostgreSQL`)
    const hubPort = await freePort()
    const hub = await startChild({
      name: 'The hub',
      args: [join(root, 'hub/main.ts'), '--port', String(hubPort), '--data', database, '--fleet', fleet],
      environment: { HUBDECK_HUB_TOKEN: token },
      log: join(stateDirectory, 'logs/bench-hub.log'),
    })
    await waitFor(hub, `http://127.0.0.1:${hubPort}/api/info`, loadTimeoutMs)
    loading.done()
    const dashboard = await startDashboard(`http://127.0.0.1:${hubPort}`)
    return {
      hub: `http://127.0.0.1:${hubPort}/api`,
      token,
      database,
      databaseLog: postgres.log,
      dashboard: dashboard.url,
      stop,
    }
  } catch (cause) {
    await stop()
    throw cause
  }
}

/** The production build of the dashboard, as a process of its own. */
export async function startDashboard(
  hub: string,
  flags: readonly string[] = [],
): Promise<{ readonly url: string; readonly pid: number }> {
  const starting = step('Starting the dashboard')
  const port = await freePort()
  const dashboard = await startChild({
    name: 'The dashboard',
    args: [...flags, dashboardCommand, '-p', String(port)],
    environment: {
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      CONFIGHUB_URL: hub,
      HUBDECK_SECRET: randomBytes(32).toString('base64url'),
    },
    log: join(stateDirectory, 'logs/bench-dashboard.log'),
  })
  await waitFor(dashboard, `http://127.0.0.1:${port}/healthz`, loadTimeoutMs)
  starting.done()
  return { url: `http://127.0.0.1:${port}`, pid: dashboard.pid }
}
