import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import { backup } from '#hub/api/backup.ts'
import { hasRoom, refuseWhenDiskFull } from '#hub/api/disk-space.ts'
import { health } from '#hub/api/health.ts'
import type { HubOptions } from '#hub/api/http/context.ts'
import { createHub, type Hub } from '#hub/api/hub.ts'
import { createMetrics } from '#hub/api/metrics.ts'
import { fillOnce } from '#hub/fleet/fill.ts'
import { close, listen, mustBeFree } from '#hub/listen.ts'
import { openStore } from '#hub/store/open.ts'
import type { Store, StoreOptions } from '#hub/store/store.ts'
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
  // Opened before the fleet is loaded, which may take minutes.
  if (port !== 0) await mustBeFree(host, port)
  const store = await openStore(options.data, options)
  let server: Server
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

/** The API and, beside it at the root, the endpoints for operators. */
function createServedHub(store: Store, triggers: TriggerWorker, options: StartOptions): Hub {
  const metrics = createMetrics(store)
  return createHub(store.db, {
    ...options,
    observe: (request) => {
      metrics.observe(request)
      if (request.method !== 'GET' && request.status < 400) triggers.wake()
    },
    extraRoutes: [
      refuseWhenDiskFull(store),
      health(store),
      metrics.routes,
      backup(store, options.log ?? (() => undefined)),
    ],
  })
}
