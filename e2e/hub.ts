import { createHmac } from 'node:crypto'
import { type Running, start } from '#e2e/process.ts'

export type Hub = Running & {
  /** Base URL with `/api` at its end. */
  readonly url: string
  /** The token of a demo person, as the hub derives it from its administrator's. */
  tokenFor(username: string): string
  /** Calls the hub directly, without the dashboard, as a person; fails on any status of 400 and above. */
  call(username: string, path: string, init?: RequestInit): Promise<Response>
  read<T>(username: string, path: string): Promise<T>
  /** Lets it begin again on other data, in the same process; absent where it was started as its users start it. */
  readonly renew?: (data: string) => Promise<void>
}

export type HubStart = {
  readonly port: number
  readonly data: string
  readonly adminToken: string
  readonly flags: readonly string[]
}

export const administrator = 'admin@hubdeck.local'

/** A hub as its users start it. */
export async function startHub({ port, data, adminToken, flags }: HubStart): Promise<Hub> {
  const args = ['hub/main.ts', '--port', String(port), '--data', data, '--fleet', 'microtraderx', ...flags]
  return hubAt(port, adminToken, await startProgram(port, adminToken, args))
}

/** The same hub in a process that can begin again on other data: PostgreSQL is compiled in it already. */
export async function startRenewableHub({ port, data, adminToken }: Omit<HubStart, 'flags'>): Promise<Hub> {
  const running = await startProgram(port, adminToken, ['tests/stage/hub.ts', String(port), data])
  return { ...hubAt(port, adminToken, running), renew: (data) => running.tell({ data }) }
}

async function startProgram(port: number, adminToken: string, args: readonly string[]): Promise<Running> {
  return await start({
    args,
    environment: { HUBDECK_HUB_TOKEN: adminToken },
    readyUrl: `http://127.0.0.1:${port}/api/info`,
    // An upper bound, below the time of the fixtures, so that a failure comes with the hub's output.
    timeoutMs: 400_000,
  })
}

function hubAt(port: number, adminToken: string, running: Running): Hub {
  const url = `http://127.0.0.1:${port}/api`
  const tokenFor = (username: string) => demoToken(adminToken, username)
  const call = async (username: string, path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('Authorization', `Bearer ${tokenFor(username)}`)
    const response = await fetch(`${url}${path}`, { ...init, headers })
    if (response.ok) return response
    throw new Error(`${init.method ?? 'GET'} ${path}: ${response.status} ${await response.text()}`)
  }
  return {
    ...running,
    url,
    tokenFor,
    call,
    read: async <T>(username: string, path: string) => (await call(username, path)).json() as Promise<T>,
  }
}

export function demoToken(adminToken: string, username: string): string {
  if (username === administrator) return adminToken
  return createHmac('sha256', adminToken).update(username).digest('base64url')
}
