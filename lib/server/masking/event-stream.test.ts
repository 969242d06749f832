import { expect, it } from 'vitest'
import { streamEvents } from '#lib/server/masking/event-stream.ts'

it('sends one line of JSON per event', async () => {
  const response = streamEvents<{ event: string }>(async (tell) => {
    tell({ event: 'start' })
    await Promise.resolve()
    tell({ event: 'a "line"\nbreak' })
  }, 'req-1')

  expect(await response.text()).toBe('{"event":"start"}\n{"event":"a \\"line\\"\\nbreak"}\n')
})

it('sends what happened at once as one piece, while the work goes on', async () => {
  const { promise: isRead, resolve: read } = Promise.withResolvers<void>()
  const response = streamEvents<number>(async (tell) => {
    tell(1)
    tell(2)
    await isRead
    tell(3)
  }, 'req-1')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()

  const first = await reader?.read()
  read()
  const second = await reader?.read()

  expect([first?.value, second?.value]).toEqual(['1\n2\n', '3\n'])
})

it('drops an event that comes after the work has failed', async () => {
  let tellLate = () => {}
  const response = streamEvents<number>(async (tell) => {
    tellLate = () => tell(1)
    throw new Error('broken')
  }, 'req-1')

  await expect(response.text()).rejects.toThrow('broken')
  tellLate()
  await new Promise((resolve) => setImmediate(resolve))
})

it('lets the work continue when the listener leaves, and tells the work', async () => {
  const { promise: left, resolve: leave } = Promise.withResolvers<void>()
  const { promise: finished, resolve: finish } = Promise.withResolvers<boolean>()
  const response = streamEvents<number>(async (tell, gone) => {
    tell(1)
    await left
    tell(2)
    finish(gone.aborted)
  }, 'req-1')

  await response.body?.cancel()
  leave()

  expect(await finished).toBe(true)
})

it('masks messages and sends the rest as it is', async () => {
  const seal = 'AKIAIOSFODNN7EXAMPLE'
  const response = streamEvents(async (tell) => {
    tell({ event: 'row', row: { status: 'failed', reason: 'refused: password=hunter2' } })
    tell({ event: 'error', message: 'token: hunter2', seal })
  }, 'req-1')

  const text = await response.text()

  expect(text).not.toContain('hunter2')
  expect(text).toContain(seal)
})
