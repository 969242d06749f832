import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Random } from '#lib/config/testing/random.ts'
import { type Fault, faultOf } from '#tests/contract/fuzz/faults.ts'
import { asCurl, type FuzzRequest, nextRequest } from '#tests/contract/fuzz/requests.ts'
import { hangUp, send } from '#tests/contract/fuzz/send.ts'
import { shrink } from '#tests/contract/fuzz/shrink.ts'
import { leave, newWorld } from '#tests/contract/fuzz/world.ts'
import { get, tokenOf } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'

export type Findings = {
  readonly requests: number
  /** Status -> how often. */
  readonly statuses: ReadonlyMap<number, number>
  /** Operations of the contract that succeeded at least once. */
  readonly succeeded: ReadonlySet<string>
  /** Faults, each with the request that reproduces it. */
  readonly faults: readonly string[]
  readonly slowestMs: number
  readonly slowest: string
  /** Late answers that were in time or cost little when sent again: the machine was busy. */
  readonly lateOnce: number
  /** Resident memory in MiB, once a round; empty where the system does not report it. */
  readonly memoryMiB: readonly number[]
}

export type FuzzOptions = {
  readonly hub: HubAddress
  readonly pid: number
  readonly seed: number
  readonly requests: number
  /** A request that takes longer twice is a fault. */
  readonly limitMs: number
  /** More resident memory is a fault. */
  readonly mostMiB: number
  /** The hub's output so far, so that a fault can be shown with its stack. */
  readonly log: () => string
  readonly firstRound?: number
  readonly told?: (line: string) => void
}

const perRound = 500
const inFlight = 4
/** Enough faults to see what is wrong. */
const mostFaults = 20

/**
 * Random requests against a hub of its own, several at a time, in rounds that each begin with new Spaces. The
 * requests depend on seed and round alone, except for the ids that the hub assigns.
 */
export async function fuzz(options: FuzzOptions): Promise<Findings> {
  const { hub, requests, firstRound = 0 } = options
  const findings = {
    statuses: new Map<number, number>(),
    succeeded: new Set<string>(),
    faults: [] as string[],
    memoryMiB: [] as number[],
  }
  const run: Run = { ...options, ...findings, sent: 0, lateOnce: 0, slowest: { ms: 0, what: '' } }
  const before = await fleetDigest(hub)
  for (let round = firstRound; run.sent < requests && run.faults.length < mostFaults; round += 1) {
    await playRound(run, round)
    const memory = await memoryOf(options.pid)
    run.memoryMiB.push(...memory)
    if (memory.some((MiB) => MiB > options.mostMiB))
      run.faults.push(`${memory[0]} MiB of memory after round ${round}; at most ${options.mostMiB}`)
  }
  const after = await fleetDigest(hub)
  const changed = [...before].filter(([id, state]) => after.get(id) !== state)
  if (changed.length > 0) run.faults.push(`the fleet was changed: ${JSON.stringify(changed.slice(0, 5))}`)
  hangUp()
  const { lateOnce, slowest } = run
  return { ...findings, requests: run.sent, lateOnce, slowestMs: slowest.ms, slowest: slowest.what }
}

type Run = FuzzOptions & {
  readonly statuses: Map<number, number>
  readonly succeeded: Set<string>
  readonly faults: string[]
  readonly memoryMiB: number[]
  sent: number
  lateOnce: number
  slowest: { ms: number; what: string }
}

async function playRound(run: Run, round: number): Promise<void> {
  const { hub, seed } = run
  const random = new Random(Math.imul(seed, 0x9e3779b1) + round)
  const world = await newWorld(hub, round)
  const tokens = [hub.adminToken, tokenOf(hub, 'alice@trading.com'), tokenOf(hub, 'auditor@trading.com')]
  const count = Math.min(perRound, run.requests - run.sent)
  // All are made before the first is sent, so that the order of answers does not affect the random choices.
  const all = Array.from({ length: count }, () => nextRequest(random, world, tokens))
  let at = 0
  const line = async () => {
    while (at < all.length && run.faults.length < mostFaults) {
      const request = all[at]
      at += 1
      if (request !== undefined) await one(run, request, `round ${round}, request ${at - 1}`)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, line))
  await leave(hub, world)
}

async function one(run: Run, request: FuzzRequest, place: string): Promise<void> {
  run.sent += 1
  const { hub, limitMs } = run
  const answer = await send(hub.url, request, limitMs * 10)
  if (answer.ms > run.slowest.ms)
    run.slowest = { ms: answer.ms, what: `${place}: ${request.method} ${request.path.slice(0, 300)}` }
  run.statuses.set(answer.status, (run.statuses.get(answer.status) ?? 0) + 1)
  if (answer.status === 200) run.succeeded.add(request.operation)
  const fault = faultOf(request, answer, limitMs)
  if (fault === undefined) return
  const again = async (candidate: FuzzRequest) => {
    const cpuBefore = await cpuMs(run.pid)
    const repeated = await send(hub.url, candidate, limitMs * 10)
    if (faultOf(candidate, repeated, limitMs)?.kind !== fault.kind) return false
    // A hub that used little processor time was kept waiting by the machine, unless it waited for something else.
    const worked = (await cpuMs(run.pid)) - cpuBefore
    return fault.kind !== 'slow' || !(worked < limitMs) || repeated.ms > limitMs * 5
  }
  const small = await shrink(request, again)
  if (fault.kind === 'slow' && !small.repeats) {
    run.lateOnce += 1
    run.told?.(`late once, ${Math.round(answer.ms)} ms: ${request.method} ${request.path.slice(0, 200)}`)
    return
  }
  const words = inWords(run, fault, answer.headers['x-request-id'])
  const note = small.repeats ? '' : ' (not when sent again)'
  const text = `seed ${run.seed}, ${place}${note}: ${words}\n  ${asCurl(hub.url, small.request)}`
  run.faults.push(text)
  run.told?.(text)
}

function inWords({ log }: Run, { kind, words }: Fault, requestId: unknown): string {
  const line = log()
    .split('\n')
    .find((each) => typeof requestId === 'string' && each.includes(requestId) && each.includes('"stack"'))
  return `${kind}: ${words}${line === undefined ? '' : `\n  ${line.slice(0, 2000)}`}`
}

/** Every Space and Unit that existed before, with everything that a write would change. */
async function fleetDigest(hub: HubAddress): Promise<ReadonlyMap<string, string>> {
  const digest = new Map<string, string>()
  for (const name of ['Unit', 'Space']) {
    const { json } = await get(hub, `/${name.toLowerCase()}`, { where: "Slug NOT LIKE 'fuzz%'" })
    for (const item of json as Record<string, Record<string, unknown>>[]) {
      const entity = item[name] ?? {}
      if (!/^fuzz-/.test(String(entity.SpaceSlug ?? '')))
        digest.set(
          String(entity[`${name}ID`]),
          createHash('sha256').update(JSON.stringify(entity)).digest('hex'),
        )
    }
  }
  return digest
}

/** Linux reports the resident memory of a process; elsewhere nothing is measured. */
async function memoryOf(pid: number): Promise<number[]> {
  return readMiB(pid, 'VmRSS')
}

/** Its peak. */
export async function peakMiB(pid: number): Promise<number | undefined> {
  return (await readMiB(pid, 'VmHWM'))[0]
}

async function readMiB(pid: number, field: string): Promise<number[]> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kiB = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]
  return kiB === undefined ? [] : [Math.round(Number(kiB) / 1024)]
}

/** Processor time that a process has used, in milliseconds; NaN where the system does not report it. */
async function cpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // After the name in brackets, user and system time are the 12th and 13th fields, in hundredths of a second.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
