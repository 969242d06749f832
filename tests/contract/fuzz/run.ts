import { readFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { Pool } from '#tests/contract/fuzz/pool.ts'
import { Random } from '#tests/contract/fuzz/random.ts'
import { asCurl, type FuzzRequest, type Ground, nextRequest } from '#tests/contract/fuzz/requests.ts'
import { call, tokenOf } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/start-hubs.ts'

export type Findings = {
  readonly requests: number
  /** Status -> how often. */
  readonly statuses: ReadonlyMap<number, number>
  /** What must not happen, each with the request that repeats it. */
  readonly faults: readonly string[]
  readonly slowestMs: number
  readonly slowest: string
  /** Resident memory in MiB, every thousand requests; empty where the system does not tell. */
  readonly memoryMiB: readonly number[]
}

type Options = {
  readonly hub: HubAddress
  readonly pid: number
  readonly seed: number
  readonly requests: number
  /** A request that takes longer is a fault. */
  readonly limitMs: number
  readonly inFlight?: number
}

/** Random requests against a hub of its own, several at a time; the same seed makes the same ones. */
export async function fuzz({ hub, pid, seed, requests, limitMs, inFlight = 4 }: Options): Promise<Findings> {
  const random = new Random(seed)
  const ground = await groundOf(hub)
  const pool = new Pool(ground.spaces)
  const findings = { statuses: new Map<number, number>(), faults: [] as string[], memoryMiB: [] as number[] }
  let slowest = { ms: 0, what: '' }
  let sent = 0
  const one = async () => {
    const next = nextRequest(random, pool, ground)
    const started = performance.now()
    const answer = await send(hub.url, next, limitMs * 5)
    const ms = performance.now() - started
    if (ms > slowest.ms) slowest = { ms, what: `${next.method} ${next.path.slice(0, 200)}` }
    findings.statuses.set(answer.status, (findings.statuses.get(answer.status) ?? 0) + 1)
    if (answer.status === 200) pool.learn(random, answer.text)
    const fault = faultOf(answer) ?? (ms > limitMs ? `took ${Math.round(ms)} ms` : undefined)
    if (fault !== undefined) findings.faults.push(`${fault}\n  ${asCurl(hub.url, next)}`)
  }
  const line = async () => {
    while (sent < requests && findings.faults.length < mostFaults) {
      sent += 1
      if (sent % 1000 === 0) findings.memoryMiB.push(...(await memoryOf(pid)))
      if (sent % 500 === 0) await renew(hub, ground, pool, random)
      await one()
    }
  }
  await Promise.all(Array.from({ length: inFlight }, line))
  agent.destroy()
  return { ...findings, requests: sent, slowestMs: slowest.ms, slowest: slowest.what }
}

/** Enough to see what is wrong. */
const mostFaults = 20

async function groundOf(hub: HubAddress): Promise<Ground> {
  const spaces: string[] = []
  for (const Slug of ['fuzz-one', 'fuzz-two']) spaces.push(await spaceOf(hub, Slug))
  const tokens = [hub.adminToken, tokenOf(hub, 'alice@trading.com'), tokenOf(hub, 'auditor@trading.com')]
  return { spaces, tokens }
}

async function spaceOf(hub: HubAddress, Slug: string): Promise<string> {
  const answer = await call(hub, 'POST', '/space', { query: { allow_exists: true }, body: { Slug } })
  return (answer.json as { SpaceID: string }).SpaceID
}

/** Units to work on again, after earlier requests deleted them. */
async function renew(hub: HubAddress, ground: Ground, pool: Pool, random: Random): Promise<void> {
  for (const space of ground.spaces) {
    const body = { Slug: `fuzz-${random.below(200)}`, ToolchainType: 'Kubernetes/YAML' }
    const answer = await call(hub, 'POST', `/space/${space}/unit`, { query: { allow_exists: true }, body })
    pool.learn(random, answer.text)
  }
}

type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 })

/** As it stands: `fetch` would tidy the path up. */
function send(base: string, { method, path, headers, body }: FuzzRequest, timeout: number): Promise<Answer> {
  const { hostname, port, pathname } = new URL(base)
  return new Promise((resolve) => {
    const failed = (reason: string) => resolve({ status: 0, headers: {}, text: reason })
    const options = { agent, hostname, port, method, path: pathname + path, timeout, headers: { ...headers } }
    const sending = request(options, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(parts).toString('utf8'),
        }),
      )
      response.on('error', (cause) => failed(cause.message))
    })
    sending.on('timeout', () => sending.destroy(new Error('no answer in time')))
    sending.on('error', (cause) => {
      // The hub closed an idle connection just when it was used again.
      if (sending.reusedSocket && 'code' in cause && cause.code === 'ECONNRESET')
        resolve(send(base, { method, path, headers, body }, timeout))
      else failed(cause.message)
    })
    if (body !== undefined) sending.setHeader('Content-Length', Buffer.byteLength(body))
    sending.end(body)
  })
}

/** What an answer must never be: a fault of the hub, without its id, or an error without the envelope (2.1, 2.5). */
function faultOf({ status, headers, text }: Answer): string | undefined {
  if (status === 0) return `no answer: ${text}`
  if (status >= 500 && status !== 501) return `${status}: ${text.slice(0, 300)}`
  if (typeof headers['x-request-id'] !== 'string') return `${status} without X-Request-Id`
  if (status < 400) return undefined
  const envelope = parsed(text)
  if (Array.isArray(envelope)) return undefined
  const whole =
    typeof envelope === 'object' &&
    envelope !== null &&
    'Code' in envelope &&
    envelope.Code === String(status) &&
    'Message' in envelope &&
    typeof envelope.Message === 'string' &&
    'message' in envelope &&
    envelope.message === envelope.Message
  return whole ? undefined : `${status} without the envelope: ${text.slice(0, 300)}`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Linux tells the resident memory of a process; elsewhere nothing is measured. */
async function memoryOf(pid: number): Promise<number[]> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kiB = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]
  return kiB === undefined ? [] : [Math.round(Number(kiB) / 1024)]
}
