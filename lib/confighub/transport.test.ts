import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Send } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { followPages } from '#lib/confighub/paging.ts'
import { createTransport } from '#lib/confighub/transport.ts'

// Behaviour that the embedded hub never shows: other envelopes, older generations, broken answers.
const get = { method: 'GET', path: '/unit', safe: true } as const
const Items = z.array(z.object({ Slug: z.string() }))
const version = { 'ConfigHub-Version': '0.8.7', 'X-Request-Id': 'req-1' }

function transportOver(...answers: (() => Response)[]) {
  const asked: string[] = []
  const send: Send = async (request) => {
    asked.push(request.url)
    const answer = answers[Math.min(asked.length, answers.length) - 1]
    if (answer === undefined) throw new TypeError('fetch failed')
    return answer()
  }
  return {
    asked,
    transport: createTransport({ base: 'http://hub.test/api', send }),
    patient: createTransport({ base: 'http://hub.test/api', send, retryPolicy: 'work' }),
  }
}

const json =
  (body: unknown, status = 200, headers: Record<string, string> = version) =>
  () =>
    new Response(JSON.stringify(body), { status, headers })

async function failureOf(work: Promise<unknown>): Promise<ConfigHubError> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (error instanceof ConfigHubError) return error
  throw new Error(`expected a ConfigHubError, got ${String(error)}`)
}

describe('a failed call', () => {
  it.each([
    ['the documented envelope', { Code: '400', Message: 'invalid attribute name' }],
    ['the envelope as servers send it', { message: 'invalid attribute name' }],
    ['an array of failed items', [{ Error: { Message: 'invalid attribute name' } }]],
  ])('repeats the message of %s, with status and request id', async (_, body) => {
    const { transport } = transportOver(json(body, 400))

    const error = await failureOf(transport.json(get, Items))

    expect(error.message).toBe('invalid attribute name')
    expect([error.status, error.requestId, error.operation]).toEqual([400, 'req-1', 'GET /unit'])
  })

  it('says something useful when the body is a web page', async () => {
    const { transport } = transportOver(() => new Response('<html>Bad gateway</html>', { status: 502 }))

    expect((await failureOf(transport.json(get, Items))).message).toContain('502')
  })

  it('without an answer has status 0', async () => {
    const { transport } = transportOver()

    expect((await failureOf(transport.json(get, Items))).status).toBe(0)
  })
})

describe('a call that is answered with "try later"', () => {
  const busy = () => new Response('{}', { status: 429, headers: { 'Retry-After': '0' } })

  it('is repeated when that is safe', async () => {
    const { asked, patient } = transportOver(busy, busy, json([{ Slug: 'a' }]))

    expect(await patient.json(get, Items)).toEqual([{ Slug: 'a' }])
    expect(asked).toHaveLength(3)
  })

  it('is repeated even if it writes, when the server says that it did nothing', async () => {
    const { asked, transport } = transportOver(busy, json([]))

    await transport.json({ ...get, method: 'PUT', safe: false }, Items)

    expect(asked).toHaveLength(2)
  })

  it('is never repeated if it writes and may have succeeded', async () => {
    const { asked, transport } = transportOver(() => new Response('{}', { status: 503 }), json([]))

    await failureOf(transport.json({ ...get, method: 'PUT', safe: false }, Items))

    expect(asked).toHaveLength(1)
  })

  it('ends with the refusal when the server stays busy', async () => {
    const { asked, patient } = transportOver(busy)

    expect((await failureOf(patient.json(get, Items))).status).toBe(429)
    expect(asked).toHaveLength(4)
  })
})

describe('a connection that fails', () => {
  it.each([
    ['a read', get, 2],
    ['a write', { ...get, method: 'PUT', safe: false } as const, 1],
  ])('is retried only as often as is safe: %s', async (_, call, times) => {
    const { asked, transport } = transportOver()

    expect((await failureOf(transport.json(call, Items))).code).toBe('no-answer')
    expect(asked).toHaveLength(times)
  })
})

it('a body without an end does not prevent a retry', async () => {
  // A body like that of the fetch of Next.js, whose cancellation never completes.
  const endless = () =>
    new Response(new ReadableStream({ cancel: () => new Promise(() => undefined) }), { status: 503 })
  const { transport } = transportOver(endless, json([{ Slug: 'a' }]))

  expect(await transport.json(get, Items)).toEqual([{ Slug: 'a' }])
})

describe('an answer', () => {
  it('that lacks a promised field is refused, naming the field', async () => {
    const { transport } = transportOver(json([{ Slug: 'a' }, { Slug: 3 }]))

    const error = await failureOf(transport.json(get, Items))

    expect(error.code).toBe('schema')
    expect(error.message).toContain('1.Slug')
  })

  it('without a version, from a server without data lists, is of an older generation and refused', async () => {
    const { transport } = transportOver(json([], 200, {}), json({}, 200, {}), json({}, 404, {}))

    expect((await failureOf(transport.json(get, Items))).code).toBe('old-generation')
  })

  it('that is not JSON is refused', async () => {
    const { transport } = transportOver(() => new Response('<html>', { status: 200, headers: version }))

    expect((await failureOf(transport.json(get, Items))).message).toContain('ConfigHub server')
  })

  it('with status 207 is a result, not a failure', async () => {
    const { transport } = transportOver(json([{ Slug: 'a' }], 207))

    expect(await transport.json(get, Items)).toEqual([{ Slug: 'a' }])
  })

  it('keeps a byte order mark', async () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x61])
    const { transport } = transportOver(() => new Response(bytes, { headers: { ...version, ETag: '"abc"' } }))

    expect(await transport.bytes(get)).toEqual({ data: '\uFEFFa', dataHash: 'abc' })
  })
})

it('a query beyond the server’s limit is refused before sending, with its length', async () => {
  const { asked, transport } = transportOver(json([]))

  const error = await failureOf(transport.json({ ...get, query: { where: 'x'.repeat(10_000) } }, Items))

  expect(error.code).toBe('query-too-long')
  expect(error.message).toContain('10,006')
  expect(asked).toEqual([])
})

it('a query with a truncated emoji is sent like any other', async () => {
  const { transport, asked } = transportOver(json([]))

  await transport.json({ ...get, query: { where: "Slug = '\ud83d'" } }, Items)

  expect(decodeURIComponent(asked[0] ?? '')).toContain("where=Slug = '\ufffd'")
})

describe('paging', () => {
  it('continues over short and empty pages until there is no token', async () => {
    const pages = [{ items: [1, 2], next: 'a' }, { items: [], next: 'b' }, { items: [3] }]
    const tokens: (string | undefined)[] = []

    const { items, truncated } = await followPages(async (token) => {
      tokens.push(token)
      return pages[tokens.length - 1] ?? { items: [] }
    })

    expect(items).toEqual([1, 2, 3])
    expect(truncated).toBe(false)
    expect(tokens).toEqual([undefined, 'a', 'b'])
  })

  it('reports when it stops at a cap', async () => {
    let page = 0
    const result = await followPages(async () => ({ items: [1, 2, 3], next: String(page++) }), 5)

    expect(result).toEqual({ items: [1, 2, 3, 1, 2], truncated: true })
  })

  it('refuses to go round in circles', async () => {
    await expect(followPages(async () => ({ items: [1], next: 'same' }))).rejects.toThrow('twice')
  })
})
