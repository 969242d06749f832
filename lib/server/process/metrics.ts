import 'server-only'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

type Metrics = {
  readonly registry: Registry
  readonly calls: Histogram<'route' | 'method' | 'status'>
  readonly outcomes: Counter<'status'>
  readonly previewRows: Counter<'status'>
}

declare global {
  // In development a module is loaded again on every change; the registry must not be.
  var hubdeckMetrics: Metrics | undefined
}

export function metrics(): Metrics {
  globalThis.hubdeckMetrics ??= createMetrics()
  return globalThis.hubdeckMetrics
}

function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'hubdeck_' })
  return {
    registry,
    calls: new Histogram({
      name: 'hubdeck_call_seconds',
      help: 'Duration of calls to Hubdeck by route, method and status.',
      labelNames: ['route', 'method', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers: [registry],
    }),
    outcomes: new Counter({
      name: 'hubdeck_change_outcomes_total',
      help: 'Units of committed changes by outcome.',
      labelNames: ['status'],
      registers: [registry],
    }),
    previewRows: new Counter({
      name: 'hubdeck_preview_rows_total',
      help: 'Units of previews by result.',
      labelNames: ['status'],
      registers: [registry],
    }),
  }
}
