import { expect, it } from 'vitest'
import { z } from 'zod'
import { BodyTooLarge, readChecked, readJson } from '#lib/server/http/request-body.ts'

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('http://deck.test/api/thing', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)

it('a body is read as JSON; one that is not JSON is undefined', async () => {
  expect(await readJson(post('{"text":"ü"}'))).toEqual({ text: 'ü' })
  expect(await readJson(post('{'))).toBeUndefined()
})

it('a body that a schema refuses is reported with the place of the first problem', async () => {
  const schema = z.object({ ids: z.array(z.int()) })

  expect(await readChecked(post('{"ids":[1]}'), schema)).toEqual({ ok: true, value: { ids: [1] } })
  expect(await readChecked(post('{"ids":[1,"x"]}'), schema)).toEqual({
    ok: false,
    message: expect.stringMatching(/^ids\.1: ./),
  })
})

it('a body that says it is too large is not read at all', async () => {
  const request = post('{}', { 'Content-Length': '101' })

  await expect(readJson(request, 100)).rejects.toThrow(BodyTooLarge)
  expect(request.bodyUsed).toBe(false)
})

it.each([
  ['a list of millions', `[${'1,'.repeat(2_000_000)}1]`],
  ['brackets', '['.repeat(1_000_000)],
  ['maps', '{"a":'.repeat(1_000_000)],
])('a body of %s is not parsed', async (_, body) => {
  await expect(readJson(post(body))).rejects.toThrow('at most 300,000 values')
})

it('a body without an end is not read to its end', async () => {
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 10
      controller.enqueue(new Uint8Array(10).fill(32))
    },
  })

  await expect(readJson(post(endless), 100)).rejects.toThrow('at most 100 bytes')
  expect(sent).toBeLessThan(200)
})
