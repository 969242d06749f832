import { once } from 'node:events'
import { Agent, request, type Server } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { close, listen } from '#hub/listen.ts'

let server: Server
let port = 0
beforeAll(async () => {
  server = await listen({ fetch: async ({ url }) => Response.json(new URL(url).pathname) }, '127.0.0.1', 0)
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
afterAll(() => close(server))

async function answerTo(bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.end(bytes)
  return text(socket)
}

it('a valid request reaches the hub', async () => {
  expect(await answerTo('GET /api/info HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toContain(
    '"/api/info"',
  )
})

const get = (lines: string) => `GET /api/info HTTP/1.1\r\n${lines}Connection: close\r\n\r\n`

it.each([
  ['another Host than there can be', get('Host: a/b\r\n'), 400],
  ['a Host that does not end', get('Host: [::1\r\n'), 400],
  ['no path', 'GET x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
  ['no HTTP', 'nonsense\r\n\r\n', 400],
  ['a header without a name', get(': x\r\n'), 400],
  ['headers without end', get(`Host: a\r\nX: ${'x'.repeat(200_000)}\r\n`), 431],
])('%s is refused with the envelope and an id', async (_what, bytes, status) => {
  const answer = await answerTo(bytes)

  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(answer).toMatch(/^x-request-id: [0-9a-f-]{36}\r$/im)
  expect(answer).toMatch(/^confighub-version: /im)
  const body: unknown = JSON.parse(/\{.*\}/s.exec(answer)?.[0] ?? '')
  expect(body).toEqual({ Code: String(status), Message: expect.any(String), message: expect.any(String) })
})

it('a connection whose body was refused unread serves the next request', async () => {
  const unread = await listen({ fetch: refuseUnread }, '127.0.0.1', 0)
  const address = unread.address()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const send = async (body: string) => {
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const sent = request({ agent, port, method: 'POST' }).end(body)
    const [answer] = await once(sent, 'response')
    await text(answer)
    return { status: answer.statusCode, reused: sent.reusedSocket }
  }
  try {
    expect(await send('x'.repeat(2_000_000))).toEqual({ status: 422, reused: false })
    // Longer than the adapter waits before it closes a connection that nobody reads.
    await setTimeout(700)
    expect(await send('y')).toEqual({ status: 422, reused: true })
  } finally {
    agent.destroy()
    await close(unread)
  }
})

/** Like a size limit: checks whether there is a body, and reads nothing of it. */
async function refuseUnread({ body }: Request): Promise<Response> {
  return Response.json(body === null, { status: 422 })
}
