import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { pauseAfter, timed } from '#lib/queries/live/paced.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const queryKey = ['costly']
const leastMs = 15_000

it.each([
  { name: 'a quick answer is asked for as often as it may be', answers: [200], pauseMs: leastMs },
  { name: 'one that takes three seconds is asked for each minute', answers: [3000], pauseMs: 60_000 },
  { name: 'one that hangs is asked for after five minutes', answers: [120_000], pauseMs: 300_000 },
  { name: 'only the last answer counts', answers: [120_000, 200], pauseMs: leastMs },
])('$name', async ({ answers, pauseMs }) => {
  const client = new QueryClient()
  for (const answerMs of answers) {
    const answer = client.fetchQuery({
      queryKey,
      queryFn: (context) => timed(context, () => answerIn(answerMs)),
    })
    await vi.advanceTimersByTimeAsync(answerMs)
    expect(await answer).toBe('an answer')
  }
  expect(pauseOf(client)).toBe(pauseMs)
})

it('an answer that failed after long is asked for as rarely as one that took as long', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const answer = client
    .fetchQuery({ queryKey, queryFn: (context) => timed(context, () => answerIn(60_000).then(fail)) })
    .catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await answer).toMatchObject({ message: 'it hangs' })
  expect(pauseOf(client)).toBe(300_000)
})

it('a question that nobody answered yet waits no longer than it must', () => {
  const client = new QueryClient()
  void client.fetchQuery({ queryKey, queryFn: (context) => timed(context, () => answerIn(60_000)) })
  expect(pauseOf(client)).toBe(leastMs)
})

function pauseOf(client: QueryClient): number | undefined {
  const query = client.getQueryCache().find({ queryKey })
  return query && pauseAfter(query, leastMs)
}

async function answerIn(ms: number): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, ms))
  return 'an answer'
}

function fail(): never {
  throw new Error('it hangs')
}
