import { Agent, request } from 'node:http'
import { median } from '#bench/measure.ts'
import { query, read } from '#bench/requests.ts'

export type Hub = { readonly url: string; readonly token: string }

const headersOf = ({ token }: Hub) => ({ Authorization: `Bearer ${token}` })

/** Milliseconds of the same request to several hubs: in turn, after warming up, so that all run under the same conditions. */
export async function requestMs(runs: readonly (() => Promise<unknown>)[], rounds = 15): Promise<number[]> {
  const times = runs.map((): number[] => [])
  for (let round = -3; round < rounds; round += 1) {
    for (const [index, run] of runs.entries()) {
      const started = performance.now()
      await run()
      if (round >= 0) times[index]?.push(performance.now() - started)
    }
  }
  return times.map(median)
}

const agent = new Agent({ keepAlive: true })

/** The same without reading the answer into text, which is the client's work and not the hub's. Returns its bytes. */
export function receiver(hub: Hub, path: string, parameters: Readonly<Record<string, string | number>>) {
  const url = `${hub.url}${path}?${query(parameters)}`
  return () =>
    new Promise<number>((resolve, reject) => {
      const sending = request(url, { agent, headers: headersOf(hub) }, (answer) => {
        let bytes = 0
        answer.on('data', (part: Buffer) => {
          bytes += part.length
        })
        answer.on('end', () => (answer.statusCode === 200 ? resolve(bytes) : reject(new Error(url))))
      })
      sending.on('error', reject)
      sending.end()
    })
}

export function getter(hub: Hub, path: string, parameters: Readonly<Record<string, string | number>>) {
  const url = `${hub.url}${path}?${query(parameters)}`
  return async () => {
    const text = await read(url, { headers: headersOf(hub) })
    // An empty answer would be fast and prove nothing.
    if (text.startsWith('[]')) throw new Error(`nothing found: ${url}`)
    return text
  }
}

/** A dry run of set-replicas on 500 units. */
export function dryRun(hub: Hub): () => Promise<unknown> {
  const parameters = { where: "Slug = 'trade-service'", dry_run: 'true', limit: 500 }
  const body = JSON.stringify({
    ToolchainType: 'Kubernetes/YAML',
    FunctionInvocations: [
      { FunctionName: 'set-replicas', Arguments: [{ ParameterName: 'replicas', Value: 9 }] },
    ],
  })
  const init = { method: 'POST', body, headers: { ...headersOf(hub), 'Content-Type': 'application/json' } }
  return async () => {
    const answer: unknown = JSON.parse(await read(`${hub.url}/function/invoke?${query(parameters)}`, init))
    if (!Array.isArray(answer) || answer.length !== 500) throw new Error('the dry run was not on 500 units')
  }
}

export type Readers = {
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly failed: number
}

/** Runs this many readers at once, each sending one request after another. */
export async function concurrentReaders(hub: Hub, readers: number, seconds: number): Promise<Readers> {
  const asks = [
    getter(hub, '/unit', {
      where: "Slug = 'trade-service' AND Space.Labels.Environment = 'prod'",
      limit: 50,
    }),
    getter(hub, '/space', { limit: 100, summary: 'true' }),
    getter(hub, '/revision', { distinct_on: 'Off', order_by: 'DESC:CreatedAt', limit: 50 }),
    getter(hub, '/unit_data', { where: "Slug = 'trade-service'", limit: 10 }),
  ]
  const times: number[] = []
  let failed = 0
  const until = performance.now() + seconds * 1000
  const reader = async (_: unknown, index: number) => {
    for (let turn = index; performance.now() < until; turn += 1) {
      const started = performance.now()
      try {
        await asks[turn % asks.length]?.()
        times.push(performance.now() - started)
      } catch {
        failed += 1
      }
    }
  }
  await Promise.all(Array.from({ length: readers }, reader))
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN
  return { perSecond: times.length / seconds, p50: at(0.5), p95: at(0.95), failed }
}
