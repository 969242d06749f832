import { afterEach, expect, it, vi } from 'vitest'
import { holdTheRest, rowsAreDrawn, rowsFirst } from '#lib/queries/around/rows-first.ts'

afterEach(() => {
  vi.useRealTimers()
})

it('nothing waits where no rows are awaited', async () => {
  await expect(rowsFirst()).resolves.toBeUndefined()
})

it('what is asked for before the rows, by the same render, waits for them, and for all of them', async () => {
  vi.useFakeTimers()
  const events: string[] = []
  const rest = rowsFirst().then(() => events.push('rest'))
  const releaseFirst = holdTheRest()
  const releaseSecond = holdTheRest()
  await vi.advanceTimersByTimeAsync(500)
  releaseFirst()
  // A second time says nothing about the others.
  releaseFirst()
  await vi.advanceTimersByTimeAsync(100)
  events.push('rows')
  releaseSecond()
  await vi.advanceTimersByTimeAsync(100)
  await rest

  expect(events).toEqual(['rows', 'rest'])
})

it('what waits goes on when rows are drawn, though more are still being read', async () => {
  vi.useFakeTimers()
  const release = holdTheRest()
  const events: string[] = []
  const rest = rowsFirst().then(() => events.push('rest'))
  await vi.advanceTimersByTimeAsync(500)
  events.push('drawn')
  rowsAreDrawn()
  await vi.advanceTimersByTimeAsync(200)
  await rest

  expect(events).toEqual(['drawn', 'rest'])
  await expect(Promise.all([rowsFirst(), vi.advanceTimersByTimeAsync(10)])).resolves.toHaveLength(2)
  release()
})

it('rows that do not come hold nothing up for long', async () => {
  vi.useFakeTimers()
  const release = holdTheRest()
  const rest = rowsFirst()
  await vi.advanceTimersByTimeAsync(4000)

  await expect(rest).resolves.toHaveProperty('aborted', false)
  release()
})
