import { readFile } from 'node:fs/promises'
import { concurrentReaders, dryRun, getter, type Hub, requestMs } from '#bench/hub/loads.ts'
import { type Bare, pageTimes } from '#bench/hub/page.ts'
import { median } from '#bench/measure.ts'
import type { HubProcess } from '#tests/contract/hub-process.ts'

/** One database, with a function that starts a hub on it, and one that uses it without a hub. */
export type Side = {
  readonly name: string
  readonly start: () => Promise<HubProcess>
  readonly bare: Bare
}

const questions = [
  [
    'where_data',
    '/unit',
    { where_data: 'spec.replicas > 3', resource_type: 'apps/v1/Deployment', select: 'Slug' },
  ],
  ['labels', '/unit', { where: "Labels.component = 'trade'", limit: 1000 }],
  ['region', '/unit', { where: "Space.Labels.Region = 'jp-tyo'", limit: 1000 }],
  // Matches one Unit among many, so that all of them are read.
  ['contains', '/unit', { contains: 'TRD-5851', limit: 100 }],
  ['revisions', '/revision', { distinct_on: 'Off', order_by: 'DESC:CreatedAt', limit: 1000 }],
] as const

const starts = 3

/** One map per side. A request that both sides serve is measured on both in turn. */
export async function figures(sides: readonly Side[], token: string): Promise<Map<string, number>[]> {
  const found = sides.map(() => new Map<string, number>())
  const note = (name: string, values: readonly number[]) => {
    for (const [index, value] of values.entries()) found[index]?.set(name, value)
  }
  note('start', await startSeconds(sides))
  const running = await Promise.all(sides.map(({ start }) => start()))
  const hubs: Hub[] = running.map(({ url }) => ({ url, token }))
  try {
    for (const [index, hub] of hubs.entries()) {
      const bare = sides[index]?.bare
      if (bare === undefined) continue
      const times = await pageTimes(hub, bare)
      found[index]?.set('page', times.hub).set('page served', times.bareServer).set('page alone', times.alone)
      found[index]?.set('speed served', (100 * times.bareServer) / times.hub)
      found[index]?.set('speed alone', (100 * times.alone) / times.hub)
    }
    for (const [name, path, parameters] of questions)
      note(name, await requestMs(hubs.map((hub) => getter(hub, path, parameters))))
    note('dry run', await requestMs(hubs.map(dryRun), 5))
    for (const [index, hub] of hubs.entries()) {
      const readers = await concurrentReaders(hub, 100, 10)
      found[index]?.set('readers', readers.perSecond).set('p50', readers.p50).set('p95', readers.p95)
      found[index]?.set('spread', readers.p95 / readers.p50).set('failed', readers.failed)
    }
    note('peak', (await Promise.all(running.map(peakMiB))).flat())
  } finally {
    for (const { bare } of sides) bare.stop()
    await Promise.all(running.map(({ stop }) => stop()))
  }
  return found
}

/** Seconds from start to the first answer, with the data already in place. */
async function startSeconds(sides: readonly Side[]): Promise<number[]> {
  const times = sides.map((): number[] => [])
  for (let round = 0; round < starts; round += 1) {
    for (const [index, { start }] of sides.entries()) {
      const started = performance.now()
      const hub = await start()
      times[index]?.push((performance.now() - started) / 1000)
      await hub.stop()
    }
  }
  return times.map(median)
}

/** Linux reports the peak memory of a process. */
async function peakMiB({ pid }: HubProcess): Promise<number[]> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kiB = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]
  return kiB === undefined ? [] : [Number(kiB) / 1024]
}
