import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  currentWaiting,
  retryWaiting,
  startWaiting,
  stopWaiting,
  watchQueries,
} from '#components/ui/waiting/waiting.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('a wait is shown after three seconds, and until it ends', () => {
  const started = Date.now()
  const first = startWaiting({ retry: vi.fn(), stop: vi.fn() })
  vi.advanceTimersByTime(1000)
  const second = startWaiting({ retry: vi.fn(), stop: vi.fn() })
  vi.advanceTimersByTime(1999)
  expect(currentWaiting()).toBeUndefined()

  vi.advanceTimersByTime(1)
  expect(currentWaiting()).toEqual({ since: started, count: 1 })
  vi.advanceTimersByTime(1000)
  expect(currentWaiting()).toEqual({ since: started, count: 2 })

  first.end()
  expect(currentWaiting()).toEqual({ since: started + 1000, count: 1 })
  second.end()
  expect(currentWaiting()).toBeUndefined()
})

it('for a streamed answer the wait is counted from its last chunk', () => {
  const stream = startWaiting({ retry: vi.fn(), stop: vi.fn() })
  vi.advanceTimersByTime(2900)
  stream.restart()
  vi.advanceTimersByTime(2900)
  expect(currentWaiting()).toBeUndefined()

  vi.advanceTimersByTime(100)
  expect(currentWaiting()).toBeDefined()
  stream.restart()
  expect(currentWaiting()).toBeUndefined()
  stream.end()
})

it('all pending requests are retried or stopped, including the latest one', () => {
  const late = { retry: vi.fn(), stop: vi.fn() }
  const fresh = { retry: vi.fn(), stop: vi.fn() }
  const waits = [startWaiting(late)]
  vi.advanceTimersByTime(3000)
  waits.push(startWaiting(fresh))

  retryWaiting()
  stopWaiting()

  const calls = [late.retry, late.stop, fresh.retry, fresh.stop].map((each) => each.mock.calls.length)
  expect(calls).toEqual([1, 1, 1, 1])
  for (const wait of waits) wait.end()
})

/**
 * A hub that answers each call only when told to. `watched` says whether the query cache is watched before the first
 * call.
 */
function silentHub(meta: Record<string, unknown> = {}, watched: 'before' | 'after' = 'before') {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  let unwatch = watched === 'before' ? watchQueries(client) : () => undefined
  const calls: { signal: AbortSignal; answer: (rows: string[]) => void }[] = []
  const observer = new QueryObserver<string[]>(client, {
    queryKey: ['units'],
    meta,
    queryFn: ({ signal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
        calls.push({ signal, answer: resolve })
      }),
  })
  const unsubscribe = observer.subscribe(() => undefined)
  if (watched === 'after') unwatch = watchQueries(client)
  const end = () => {
    unsubscribe()
    unwatch()
    client.clear()
  }
  return { calls, observer, end }
}

it('retrying drops the pending request and makes it again', async () => {
  const { calls, observer, end } = silentHub()
  await vi.advanceTimersByTimeAsync(3000)
  expect(currentWaiting()).toMatchObject({ count: 1 })

  retryWaiting()
  await vi.advanceTimersByTimeAsync(0)

  expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, false])
  expect(currentWaiting()).toBeUndefined()
  await vi.advanceTimersByTimeAsync(3000)
  expect(currentWaiting()).toMatchObject({ count: 1 })
  calls[1]?.answer(['a'])
  await vi.advanceTimersByTimeAsync(0)
  expect(observer.getCurrentResult().data).toEqual(['a'])
  expect(currentWaiting()).toBeUndefined()
  end()
})

it('stopping leaves a reason and no loading state', async () => {
  const { calls, observer, end } = silentHub()
  await vi.advanceTimersByTimeAsync(3000)

  stopWaiting()
  await vi.advanceTimersByTimeAsync(0)

  const { status, fetchStatus, error } = observer.getCurrentResult()
  expect([status, fetchStatus, error?.message]).toEqual([
    'error',
    'idle',
    expect.stringContaining('3 seconds'),
  ])
  expect(calls[0]?.signal.aborted).toBe(true)
  expect(currentWaiting()).toBeUndefined()
  end()
})

it('stopping a refresh keeps the earlier data', async () => {
  const { calls, observer, end } = silentHub()
  calls[0]?.answer(['old'])
  await vi.advanceTimersByTimeAsync(0)
  void observer.refetch()
  await vi.advanceTimersByTimeAsync(3000)

  stopWaiting()
  await vi.advanceTimersByTimeAsync(0)

  expect(observer.getCurrentResult()).toMatchObject({ status: 'error', data: ['old'], fetchStatus: 'idle' })
  end()
})

it('requests made before anyone subscribed count as well', async () => {
  const { observer, end } = silentHub({}, 'after')
  await vi.advanceTimersByTimeAsync(3000)
  expect(currentWaiting()).toMatchObject({ count: 1 })

  stopWaiting()
  await vi.advanceTimersByTimeAsync(0)

  expect(observer.getCurrentResult().status).toBe('error')
  end()
})

it('quiet queries show no notice', async () => {
  const { end } = silentHub({ isQuiet: true })
  await vi.advanceTimersByTimeAsync(10_000)

  expect(currentWaiting()).toBeUndefined()
  end()
})
