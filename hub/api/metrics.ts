import { Hono } from 'hono'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { AnsweredRequest } from '#hub/api/http/answered-request.ts'
import type { Env } from '#hub/api/http/context.ts'
import type { Store } from '#hub/store/store.ts'

export type Metrics = {
  readonly observe: (request: AnsweredRequest) => void
  /** `GET /metrics`: the text form of Prometheus, without a token. It contains operations and counts, but names no entity. */
  readonly routes: Hono<Env>
}

const knownMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** Figures about this process: requests by operation, connections, memory and event loop. */
export function createMetrics({ database, connections }: Pick<Store, 'database' | 'connections'>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'hub_request_seconds',
    help: 'Time until the answer began, by method, route pattern and status; _count is the number of requests.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30],
    registers: [registry],
  })
  new Gauge({
    name: 'hub_info',
    help: 'Always 1; its label names the database.',
    labelNames: ['database'],
    registers: [registry],
  }).set({ database }, 1)
  if (connections !== undefined) gaugeConnections(registry, connections)
  return {
    observe: ({ method, route, status, ms }) =>
      requests.observe(
        { method: knownMethods.has(method) ? method : 'OTHER', route, status: String(status) },
        ms / 1000,
      ),
    routes: new Hono<Env>().get('/metrics', async (context) =>
      context.body(await registry.metrics(), 200, {
        'Content-Type': registry.contentType,
        'Cache-Control': 'no-store',
      }),
    ),
  }
}

function gaugeConnections(registry: Registry, connections: NonNullable<Store['connections']>): void {
  new Gauge({
    name: 'hub_database_connections',
    help: 'Connections to PostgreSQL by state, and requests that wait for one.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(connections())) this.set({ state }, count)
    },
  })
}
