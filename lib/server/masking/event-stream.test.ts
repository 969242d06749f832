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
