import { afterEach, expect, it, vi } from 'vitest'
import { askAround } from '#lib/queries/around/ask-around.ts'
import { holdTheRest, rowsAreDrawn } from '#lib/queries/around/rows-first.ts'

afterEach(() => {
  rowsAreDrawn()
  vi.useRealTimers()
})

const { signal: never } = new AbortController()

/** A hub that answers when it is told to, and never by itself. */
function silentHub() {
  const asked: { readonly name: string; readonly answer: () => void }[] = []
  const dropped: string[] = []
  const ask = (name: string) => (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      asked.push({ name, answer: () => resolve(name) })
      signal.addEventListener('abort', () => {
        dropped.push(name)
        reject(signal.reason)
      })
    })
  return { asked, dropped, ask, names: () => asked.map(({ name }) => name) }
}

async function draw(): Promise<void> {
  rowsAreDrawn()
  await vi.advanceTimersByTimeAsync(200)
}

it('of what waits for rows, two are asked at once', async () => {
  vi.useFakeTimers()
  const hub = silentHub()
  const release = holdTheRest()
  const answers = ['a', 'b', 'c'].map((name) => askAround(never, hub.ask(name)))
  await vi.advanceTimersByTimeAsync(100)
  expect(hub.names()).toEqual([])
  await draw()
  expect(hub.names()).toEqual(['a', 'b'])

  hub.asked[1]?.answer()
  await vi.advanceTimersByTimeAsync(0)
  expect(hub.names()).toEqual(['a', 'b', 'c'])

  for (const { answer } of hub.asked) answer()
  await expect(Promise.all(answers)).resolves.toEqual(['a', 'b', 'c'])
  release()
})

it('what a slow hub has not answered after five seconds lets the next go first, and is asked again', async () => {
  vi.useFakeTimers()
  const hub = silentHub()
  holdTheRest()
  const answers = Promise.all(['a', 'b', 'c'].map((name) => askAround(never, hub.ask(name))))
  await vi.advanceTimersByTimeAsync(100)
  await draw()
  await vi.advanceTimersByTimeAsync(5000)
  expect(hub.names()).toEqual(['a', 'b', 'c'])
  expect(hub.dropped).toEqual(['a'])

  hub.asked[2]?.answer()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(hub.names()).toEqual(['a', 'b', 'c', 'a'])
  expect(hub.dropped).toEqual(['a'])
  for (const { answer } of hub.asked) answer()
  await expect(answers).resolves.toEqual(['a', 'b', 'c'])
})

it('what nothing waits behind is awaited for as long as it takes', async () => {
  vi.useFakeTimers()
  const hub = silentHub()
  holdTheRest()
  const answers = Promise.all(['a', 'b'].map((name) => askAround(never, hub.ask(name))))
  await vi.advanceTimersByTimeAsync(100)
  await draw()
  await vi.advanceTimersByTimeAsync(25_000)
  expect(hub.names()).toEqual(['a', 'b'])

  for (const { answer } of hub.asked) answer()
  await expect(answers).resolves.toEqual(['a', 'b'])
})

it('another query drops what is being asked, and it is asked again after the new rows', async () => {
  vi.useFakeTimers()
  const hub = silentHub()
  holdTheRest()
  const answer = askAround(never, hub.ask('a'))
  await vi.advanceTimersByTimeAsync(100)
  await draw()
  holdTheRest()
  await vi.advanceTimersByTimeAsync(100)
  expect(hub.dropped).toEqual(['a'])
  expect(hub.asked).toHaveLength(1)

  await draw()
  hub.asked[1]?.answer()
  await expect(answer).resolves.toBe('a')
})

it('nothing is asked for a page that was left while it waited for its turn', async () => {
  vi.useFakeTimers()
  const hub = silentHub()
  holdTheRest()
  const left = new AbortController()
  const others = ['a', 'b'].map((name) => askAround(never, hub.ask(name)))
  const answer = askAround(left.signal, hub.ask('c')).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(100)
  await draw()
  left.abort()
  for (const { answer } of hub.asked) answer()
  await Promise.all(others)

  await expect(answer).resolves.toMatchObject({ name: 'AbortError' })
  expect(hub.names()).toEqual(['a', 'b'])
})

it('where no rows are awaited it is asked at once, and may take long', async () => {
  vi.useFakeTimers()
  const hub = silentHub()
  const answers = ['a', 'b', 'c'].map((name) => askAround(never, hub.ask(name)))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(hub.names()).toEqual(['a', 'b', 'c'])
  for (const { answer } of hub.asked) answer()
  await expect(Promise.all(answers)).resolves.toEqual(['a', 'b', 'c'])
})
