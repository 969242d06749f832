import { expect, it } from 'vitest'
import { FairQueue } from '#lib/server/work/fair-queue.ts'

/** A task that ends when it is told to. */
function task(started: string[], name: string) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const run = async () => {
    started.push(name)
    await promise
  }
  return { run, end: resolve }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

it('gives each owner a turn, however many tasks another one has', async () => {
  const queue = new FairQueue({ running: 2, runningPerOwner: 1, waiting: 10_000, waitingPerOwner: 10_000 })
  const started: string[] = []
  const many = Array.from({ length: 5000 }, (_, index) => task(started, `alice ${index}`))
  const one = task(started, 'bob')

  const running = many.map(({ run }) => queue.run('alice', run))
  const bob = queue.run('bob', one.run)
  await settled()

  expect(started).toEqual(['alice 0', 'bob'])
  one.end()
  await bob
  for (const { end } of many) end()
  await Promise.all(running)
  expect(started).toHaveLength(5001)
})

it('alternates between owners who have more than one task', async () => {
  const queue = new FairQueue({ running: 1, runningPerOwner: 1, waiting: 100, waitingPerOwner: 100 })
  const started: string[] = []
  const all = ['a1', 'a2', 'a3', 'b1', 'b2', 'c1'].map((name) => ({ name, ...task(started, name) }))

  const running = all.map(({ name, run }) => queue.run(name.slice(0, 1), run))
  for (const { end } of all) end()
  await Promise.all(running)

  expect(started).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3'])
})

it('keeps its slots when a task fails or is no longer awaited', async () => {
  const queue = new FairQueue({ running: 1, runningPerOwner: 1, waiting: 2, waitingPerOwner: 2 })
  const started: string[] = []
  const first = task(started, 'first')
  const running = queue.run('a', first.run)
  const gone = new AbortController()
  const left = queue.run('b', task(started, 'never').run, gone.signal)
  const failing = queue.run('b', () => Promise.reject(new Error('broken')))

  expect(await queue.run('c', async () => 'no room')).toBeUndefined()
  gone.abort()
  await expect(left).rejects.toMatchObject({ name: 'AbortError' })
  first.end()
  await running
  await expect(failing).rejects.toThrow('broken')

  expect(await queue.run('c', async () => 'a place again')).toEqual({ value: 'a place again' })
  expect(started).toEqual(['first'])
})
