import { afterEach, expect, it, vi } from 'vitest'
import { holdTheRest, rowsFirst } from '#lib/queries/around/rows-first.ts'

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

it('rows that do not come hold nothing up for long', async () => {
  vi.useFakeTimers()
  const release = holdTheRest()
  const rest = rowsFirst()
  await vi.advanceTimersByTimeAsync(2000)

  await expect(rest).resolves.toBeUndefined()
  release()
})
