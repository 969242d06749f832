import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Json } from '#lib/base/json.ts'
import { type PoolOptions, run, tookTooMuch, WorkPool, workerFile } from '#lib/server/work/pool.ts'

// Misbehaving tasks run in a worker of their own; the real worker is tested at the end.
const misbehaving = `
import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

export function ready() {}

export async function work({ input }) {
  const { say, ending, until } = JSON.parse(input[0])
  if (ending === 'never') for (;;) {}
  if (ending === 'held') while (!existsSync(until)) await setTimeout(10)
  if (ending === 'memory') { const all = []; for (;;) all.push(new Array(1e5).fill(Math.random())) }
  if (ending === 'exit') process.exit(3)
  if (ending === 'throw') throw new Error('thrown in a thread')
  return [say]
}
`

let folder: string
let file: string
const pools: WorkPool[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hubdeck-work-'))
  file = join(folder, 'worker.mjs')
  await writeFile(file, misbehaving)
})
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
})
afterAll(() => rm(folder, { recursive: true }))

function poolOf(options: Partial<PoolOptions> = {}): WorkPool {
  const defaults = { threads: 2, timeMs: 60_000, memoryMiB: 64, waiting: 100, waitingPerOwner: 100, file }
  const pool = new WorkPool({ ...defaults, ...options })
  pools.push(pool)
  return pool
}

type Ending = 'well' | 'never' | 'held' | 'memory' | 'exit' | 'throw'

function ask(pool: WorkPool, say: string, ending: Ending = 'well', owner = 'alice', signal?: AbortSignal) {
  return run(pool, 'maskTexts', [JSON.stringify({ say, ending, until: released() })], { owner, signal })
}

/** A task that is held ends when this file is there. */
const released = () => join(folder, `released-${expect.getState().currentTestName}`.replaceAll(/\W+/g, '-'))

describe('a task', () => {
  it('that does not end is stopped, reported as too slow, and its thread is replaced', async () => {
    const pool = poolOf({ threads: 1, timeMs: 3000 })

    const stopped = await ask(pool, 'a', 'never').catch((error: unknown) => error)

    expect(stopped).toMatchObject({ status: 422, code: 'too-slow', message: /took too long/ })
    expect(tookTooMuch(stopped)).toBe(true)
    expect(await ask(pool, 'b')).toEqual(['b'])
  })

  it('is not stopped for the time that its thread takes to start', async () => {
    const slow = join(folder, 'slow.mjs')
    await writeFile(slow, `const end = Date.now() + 3000\nwhile (Date.now() < end);\n${misbehaving}`)
    const pool = poolOf({ threads: 1, timeMs: 2000, file: slow })

    expect(await ask(pool, 'a')).toEqual(['a'])
  })

  it('that takes too much memory ends its thread and not the process', async () => {
    const pool = poolOf({ threads: 1 })

    const stopped = await ask(pool, 'a', 'memory').catch((error: unknown) => error)

    expect(stopped).toMatchObject({ status: 422, code: 'too-large', message: /too much memory/ })
    expect(tookTooMuch(stopped)).toBe(true)
    expect(await ask(pool, 'b')).toEqual(['b'])
  })

  it.each(['exit', 'throw'] as const)('that ends with %s is one failure; others go on', async (ending) => {
    const pool = poolOf()

    const [failed, ...others] = await Promise.allSettled([
      ask(pool, 'a', ending),
      ask(pool, 'b', 'well', 'bob'),
      ask(pool, 'c', 'well', 'carol'),
    ])

    expect(failed?.status).toBe('rejected')
    expect(others).toMatchObject([
      { status: 'fulfilled', value: ['b'] },
      { status: 'fulfilled', value: ['c'] },
    ])
    expect(await ask(pool, 'd')).toEqual(['d'])
  })

  it('that dies does not affect tasks beside it', async () => {
    const pool = poolOf()

    const dying = Array.from({ length: 4 }, () => ask(pool, 'x', 'memory', 'mallory'))
    const living = Array.from({ length: 40 }, (_, index) => ask(pool, `${index}`, 'well', 'bob'))

    expect((await Promise.all(living)).flat()).toEqual(living.map((_, index) => `${index}`))
    for (const each of await Promise.allSettled(dying)) expect(each.status).toBe('rejected')
  })
})

describe('waiting', () => {
  it('ends when the caller has left', async () => {
    const pool = poolOf({ threads: 1 })
    const gone = new AbortController()
    const running = ask(pool, 'a', 'held')

    const waiting = ask(pool, 'b', 'well', 'alice', gone.signal)
    gone.abort()

    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    await writeFile(released(), '')
    expect(await running).toEqual(['a'])
  })

  it('is refused when the queue is full', async () => {
    const pool = poolOf({ threads: 1, waitingPerOwner: 2, waiting: 3 })
    const running = ask(pool, 'a', 'held')
    const waiting = [ask(pool, 'b'), ask(pool, 'c')]

    await expect(ask(pool, 'one too many of her own')).rejects.toMatchObject({ status: 503, code: 'busy' })
    const another = ask(pool, 'd', 'well', 'bob')
    await expect(ask(pool, 'one too many', 'well', 'carol')).rejects.toMatchObject({ code: 'busy' })

    await writeFile(released(), '')
    expect(await running).toEqual(['a'])
    expect(await Promise.all([...waiting, another])).toEqual([['b'], ['c'], ['d']])
  })
})

it('the real worker runs from its source, without the settings of the server', async () => {
  const pool = poolOf({ file: workerFile(), memoryMiB: 256 })

  const [masked] = await run(pool, 'maskTexts', ['password: hunter2\n'], { owner: 'alice' })
  const proto: Json = JSON.parse('{"__proto__": {"a": 1}}')
  const patch = { kind: 'set-fields', fields: [{ path: 'x', value: proto }] } as const
  const jobs = [{ text: 'kind: A\n', derivation: { from: 'patch' } }] as const
  // Copying between threads keeps even this key.
  const [changed] = await run(
    pool,
    'evaluations',
    { patch: structuredClone(patch), jobs },
    { owner: 'alice' },
  )

  expect(masked).toMatch(/^password: •+/)
  expect(changed).toMatchObject({ status: 'change', text: 'kind: A\nx:\n  __proto__:\n    a: 1\n' })
})
