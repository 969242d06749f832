import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { administrator, demoToken } from '#e2e/hub.ts'
import { freePort, type Running, start } from '#e2e/process.ts'

export type Dashboard = Running & { readonly url: string }

export type DashboardStart = {
  readonly hubPort: number
  readonly adminToken: string
  readonly secret: string
  /** Minutes by which its clock is ahead of the machine's. */
  readonly minutesAhead?: number
  /** Further settings, by the names of their environment variables. */
  readonly settings?: Readonly<Record<string, string>>
}

const people = [
  { username: 'alice@trading.com', displayName: 'Alice Chen', role: 'editor' },
  { username: 'bob@trading.com', displayName: 'Bob Martin', role: 'editor' },
  { username: 'auditor@trading.com', displayName: 'Audrey Auditor', role: 'viewer' },
  { username: administrator, displayName: 'Administrator', role: 'admin' },
]

/** The production build on a port of its own. Servers with the same secret form one deployment. */
export async function startDashboard(options: DashboardStart): Promise<Dashboard> {
  const { hubPort, adminToken, secret, minutesAhead = 0, settings = {} } = options
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const clock = minutesAhead === 0 ? [] : ['--import', './e2e/clock-ahead.ts']
  const running = await start({
    args: [...clock, 'scripts/dashboard.ts', '-p', String(port)],
    environment: {
      NODE_ENV: 'production',
      CONFIGHUB_URL: `http://127.0.0.1:${hubPort}`,
      HUBDECK_SECRET: secret,
      HUBDECK_DEMO_USERS: JSON.stringify(
        people.map((person) => ({ ...person, token: demoToken(adminToken, person.username) })),
      ),
      // All servers with the same secret agree on who has signed out; the names in it differ by secret.
      HUBDECK_ENDED_SESSIONS: join(tmpdir(), 'hubdeck-e2e-ended-sessions'),
      E2E_MINUTES_AHEAD: String(minutesAhead),
      ...settings,
    },
    readyUrl: `${url}/healthz`,
    timeoutMs: 400_000,
  })
  return { ...running, url }
}
