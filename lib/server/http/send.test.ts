import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forward } from '#lib/server/access/proxy.ts'
import { sendWithTimeout } from '#lib/server/http/send.ts'

// A failing hub, over a real socket.
type Answer = (response: ServerResponse) => void
let answers: Answer[] = []
let asked = 0
const server = createServer((_, response) => {
  const answer = answers[Math.min(asked, answers.length - 1)]
  asked += 1
  answer?.(response)
})
let base: string

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Sends without end, as fast as the receiver reads. */
function endless(response: ServerResponse): void {
  const block = 'x'.repeat(64 * 1024)
  const more = () => {
    while (!response.destroyed && response.write(block));
  }
  response.on('drain', more)
  more()
}
const head =
  (
    status: number,
    headers: Record<string, string> = {},
    body: (response: ServerResponse) => void = endless,
  ): Answer =>
  (response) => {
    response.writeHead(status, headers)
    response.flushHeaders()
    body(response)
  }
const silent = () => undefined
const cut = (response: ServerResponse) => response.socket?.destroy()

async function call(...given: Answer[]) {
  answers = given
  asked = 0
  const facts = {
    base,
    path: '/unit',
    token: 'tok',
    requestId: 'request-1',
    safe: true,
    carries: 'entities' as const,
    owner: 'alice',
    send: sendWithTimeout,
  }
  const started = performance.now()
  const response = await forward(new Request('http://deck.test/api/confighub/unit'), facts)
  const body = await response.text().catch(() => 'cut off')
  return { status: response.status, body, ms: performance.now() - started }
}

// Earlier code took 30 seconds; the bounds leave room for a busy machine.
const atOnceMs = 15_000

describe('an answer of the hub is forwarded as it arrives', () => {
  it.each<[string, number, string, Answer[]]>([
    ['401 with an endless body', 401, 'signed-out', [head(401)]],
    ['401 with a body that does not come', 401, 'signed-out', [head(401, {}, silent)]],
    ['302 with an endless body', 502, 'hub-redirects', [head(302, { Location: 'http://evil.test' })]],
    ['307 with a body that does not come', 502, 'hub-redirects', [head(307, { Location: '/x' }, silent)]],
    ['502 with an endless body', 502, 'was cut off', [head(502)]],
    ['503 with a body that does not come', 503, 'was cut off', [head(503, {}, silent)]],
    ['504 with an endless body', 504, 'was cut off', [head(504)]],
    ['503 that says to wait a minute', 503, 'was cut off', [head(503, { 'Retry-After': '60' })]],
    ['500 that is cut off', 500, 'was cut off', [head(500, { 'Content-Length': '9' }, cut)]],
    ['a connection that is cut', 502, 'hub-unreachable', [cut]],
    [
      'an answer that is cut',
      502,
      'hub-unreachable',
      [head(200, { 'Content-Length': '9' }, (r) => r.write('x', () => cut(r)))],
    ],
    ['503, and then what was asked for', 200, '[]', [head(503), (r) => r.end('[]')]],
    ['a cut connection, and then what was asked for', 200, '[]', [cut, (r) => r.end('[]')]],
    ['the whole reason', 403, 'quota', [head(403, {}, (r) => r.end('{"Message":"quota"}'))]],
    [
      'a reason of some size',
      422,
      'xxx',
      [head(422, {}, (r) => r.end(JSON.stringify({ Message: 'xxx '.repeat(200_000) })))],
    ],
  ])('%s', async (_, status, says, given) => {
    const answer = await call(...given)

    expect(answer.status).toBe(status)
    expect(answer.body).toContain(says)
    expect(answer.ms).toBeLessThan(atOnceMs)
  })

  it('a reason that arrives too slowly is not waited for', async () => {
    const trickle = (response: ServerResponse) => {
      const timer = setInterval(() => response.write('x'), 50)
      response.on('close', () => clearInterval(timer))
    }

    const answer = await call(head(400, {}, trickle))

    expect(answer.body).toContain('was cut off')
    expect(answer.ms).toBeLessThan(atOnceMs)
  })

  it('a document that arrives slowly is still delivered', async () => {
    answers = [head(200, {}, (response) => response.write('first'))]
    const response = await sendWithTimeout(new Request(`${base}/unit`))

    const first = await response.body?.getReader().read()

    expect(new TextDecoder().decode(first?.value)).toBe('first')
  })
})

it('a request body arrives complete, with its length', async () => {
  const got: { length: string | undefined; body: string }[] = []
  answers = [
    async (response) => {
      const parts: Buffer[] = []
      for await (const part of response.req) parts.push(part)
      got.push({ length: response.req.headers['content-length'], body: Buffer.concat(parts).toString() })
      response.end('{}')
    },
  ]

  await sendWithTimeout(new Request(`${base}/function/invoke`, { method: 'POST', body: 'größe' }))

  expect(got).toEqual([{ length: '7', body: 'größe' }])
})

it('cancelling the request cancels the call', async () => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
  const { promise: gone, resolve: leave } = Promise.withResolvers<void>()
  answers = [
    (response) => {
      response.on('close', leave)
      arrive()
    },
  ]
  const control = new AbortController()
  const work = sendWithTimeout(new Request(`${base}/unit`, { signal: control.signal }))
  const outcome = expect(work).rejects.toThrow(/abort/i)
  await arrived

  control.abort()

  await outcome
  await gone
})
