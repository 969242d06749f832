import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { backup } from '#hub/api/backup.ts'
import type { HubOptions } from '#hub/api/context.ts'
import { health } from '#hub/api/health.ts'
import { createHub, type Hub } from '#hub/api/hub.ts'
import { createMetrics } from '#hub/api/metrics.ts'
import { hasRoom, keepRoom } from '#hub/api/room.ts'
import { fillOnce } from '#hub/store/fill.ts'
import { openStore, type Store, type StoreOptions } from '#hub/store/open.ts'
import { StoreProblem } from '#hub/store/problem.ts'
import { setTokens, tokenFor } from '#hub/store/tokens.ts'
import { startTriggerWorker, type TriggerWorker } from '#hub/triggers/worker.ts'

export type StartOptions = HubOptions &
  Pick<StoreOptions, 'pool' | 'queryTimeoutMs'> & {
    /** `memory`, a directory, or `postgres://…` */
    readonly data: string
    /** `microtraderx`, `scale:<units>` or `none`; loaded once, into an empty store. */
    readonly fleet: string
    readonly host?: string
    /** 0 = any free port. */
    readonly port?: number
    /** The administrator's bearer token; generated when absent. */
    readonly adminToken?: string | undefined
    readonly tell?: (line: string) => void
  }

export type RunningHub = {
  /** Base URL with `/api` at its end. */
  readonly url: string
  readonly place: string
  readonly adminToken: string
  /** Bearer token of a demo user. */
  tokenFor(username: string): string
  stop(): Promise<void>
}

/** Opens the store, loads the fleet into an empty one, and listens. */
export async function startHub(options: StartOptions): Promise<RunningHub> {
  const { host = '127.0.0.1', port = 0, tell = () => undefined } = options
  const adminToken = options.adminToken || randomBytes(32).toString('base64url')
  // Before the fleet is loaded, which may take minutes.
  if (port !== 0) await mustBeFree(host, port)
  const store = await openStore(options.data, options)
  let server: ServerType
  let triggers: TriggerWorker | undefined
  try {
    await fillOnce(store.patient, options.fleet, adminToken, tell)
    await setTokens(store.db, adminToken)
    triggers = startTriggerWorker(store.db, { log: options.log, mayWrite: () => hasRoom(store) })
    server = await listen(createServedHub(store, triggers, options), host, port)
  } catch (cause) {
    await triggers?.stop()
    await store.close()
    throw cause
  }
  const address = server.address()
  const actual = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}/api`,
    place: store.place,
    adminToken,
    tokenFor: (username) => tokenFor(adminToken, username),
    stop: async () => {
      await close(server)
      await triggers.stop()
      await store.close()
    },
  }
}

/** The API and, at the root beside it, what operators ask for. */
function createServedHub(store: Store, triggers: TriggerWorker, options: StartOptions): Hub {
  const metrics = createMetrics(store)
  return createHub(store.db, {
    ...options,
    observe: (request) => {
      metrics.observe(request)
      if (request.method !== 'GET' && request.status < 400) triggers.wake()
    },
    besideApi: [
      keepRoom(store),
      health(store),
      metrics.routes,
      backup(store, options.log ?? (() => undefined)),
    ],
  })
}

const stopTimeoutMs = 5_000

/** Lets running requests end, but no client can keep the hub from stopping. */
async function close(server: ServerType): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  const impatient = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
  }, stopTimeoutMs)
  await closed
  clearTimeout(impatient)
}

async function mustBeFree(host: string, port: number): Promise<void> {
  const probe = createServer()
  try {
    probe.listen(port, host)
    await once(probe, 'listening')
  } catch (cause) {
    throw listenProblem(cause, host, port)
  }
  probe.close()
  await once(probe, 'close')
}

/** Bytes: room for a query string that is too long, so that the hub itself can say so with its envelope. */
const maxHeaderSize = 131_072

async function listen(
  hub: { fetch: (request: Request) => Promise<Response> },
  hostname: string,
  port: number,
) {
  const server = serve({ fetch: hub.fetch, hostname, port, serverOptions: { maxHeaderSize } })
  try {
    if (!server.listening) await once(server, 'listening')
  } catch (cause) {
    throw listenProblem(cause, hostname, port)
  }
  return server
}

function listenProblem(cause: unknown, hostname: string, port: number): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'EADDRINUSE')
    return new StoreProblem(`Port ${port} on ${hostname} is taken. Choose another with --port.`)
  if (code === 'EACCES')
    return new StoreProblem(
      `Port ${port} needs privileges this user does not have. Choose another with --port.`,
    )
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new StoreProblem(`This machine has no address ${hostname}. Choose another with --host.`)
  return cause
}
