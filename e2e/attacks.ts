import type { APIRequestContext } from '@playwright/test'

/**
 * Requests of a few hundred bytes to a few megabytes that cause far more work than they seem to. Thousands of operations on
 * one map are tried in lib/server/blocking.test.ts.
 */
export type Attack = { readonly name: string; readonly patch: object }

const json = (operations: readonly object[]) => ({ kind: 'json', text: JSON.stringify(operations) })
const merge = (text: string) => ({ kind: 'merge', text })
const set = (value: unknown) => ({ kind: 'set-fields', fields: [{ path: 'spec.x', value }] })
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at))

const bomb = (levels: number) =>
  ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
    .concat(times(levels, (at) => `a${at + 1}: &a${at + 1} [${times(9, () => `*a${at}`).join(', ')}]`))
    .join('\n')

const doubling = (count: number) =>
  json([
    { op: 'add', path: '/b', value: ['x'] },
    ...times(count, () => ({ op: 'copy', from: '/b', path: '/b/-' })),
  ])

export const attacks: readonly Attack[] = [
  { name: 'a list copied into itself 18 times', patch: doubling(18) },
  { name: 'a list copied into itself 200 times', patch: doubling(200) },
  {
    name: 'a text of 200 kB copied ten times',
    patch: json([
      { op: 'add', path: '/b', value: 'y'.repeat(200_000) },
      ...times(10, (at) => ({ op: 'copy', from: '/b', path: `/c${at}` })),
    ]),
  },
  { name: 'aliases of aliases', patch: merge(bomb(5)) },
  { name: 'a list of 1.5 million', patch: set(times(1_500_000, () => 1)) },
  { name: 'a list of 120,000', patch: set(times(120_000, () => 1)) },
  { name: 'a value nested 5,000 deep', patch: set(JSON.parse('['.repeat(5000) + ']'.repeat(5000))) },
  { name: 'a merge patch of brackets', patch: merge('['.repeat(100_000)) },
  { name: 'a JSON Patch of brackets', patch: { kind: 'json', text: '['.repeat(100_000) } },
  { name: 'a merge patch of 20,000 keys', patch: merge(times(20_000, (at) => `k${at}: 1`).join('\n')) },
  { name: 'a merge patch of 100,000 items', patch: merge(`x: [${'a,'.repeat(100_000)}]`) },
]

export type Meanwhile<T> = { readonly result: T; readonly longestMs: number; readonly memoryMiB: number }

/** What someone else notices while an attack runs: how long the smallest request takes. */
export async function meanwhile<T>(
  request: APIRequestContext,
  origin: string,
  run: () => Promise<T>,
): Promise<Meanwhile<T>> {
  let isRunning = true
  let longestMs = 0
  let memoryMiB = 0
  const watching = (async () => {
    while (isRunning) {
      const started = performance.now()
      await (await request.get(`${origin}/healthz`, { timeout: 300_000 })).dispose()
      longestMs = Math.max(longestMs, Math.round(performance.now() - started))
      memoryMiB = Math.max(memoryMiB, await residentMiB(request, origin))
    }
  })()
  const result = await run().finally(() => {
    isRunning = false
  })
  await watching
  return { result, longestMs, memoryMiB }
}

/**
 * How long others may wait. On an idle machine they wait 0.3 s at most; without threads and budgets it was 5 to 55 s. On a
 * busy one, ordinary lists take longer as well.
 */
export async function bearableMs(request: APIRequestContext, origin: string): Promise<number> {
  const started = performance.now()
  const list = await request.get(`${origin}/api/confighub/unit?include=SpaceID,HeadRevisionNum`)
  if (!list.ok()) throw new Error(`an ordinary list is answered with ${list.status()}`)
  return Math.max(3000, 30 * (performance.now() - started))
}

async function residentMiB(request: APIRequestContext, origin: string): Promise<number> {
  const text = await (await request.get(`${origin}/metrics`, { timeout: 300_000 })).text()
  const bytes = /^hubdeck_process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]
  if (bytes === undefined) throw new Error('the dashboard does not tell its memory')
  return Math.round(Number(bytes) / 1_048_576)
}
