import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
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

it('what is a request reaches the hub', async () => {
  expect(await answerTo('GET /api/info HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toContain(
    '"/api/info"',
  )
})

const request = (lines: string) => `GET /api/info HTTP/1.1\r\n${lines}Connection: close\r\n\r\n`

it.each([
  ['another Host than there can be', request('Host: a/b\r\n'), 400],
  ['a Host that does not end', request('Host: [::1\r\n'), 400],
  ['no path', 'GET x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
  ['no HTTP', 'nonsense\r\n\r\n', 400],
  ['a header without a name', request(': x\r\n'), 400],
  ['headers without end', request(`Host: a\r\nX: ${'x'.repeat(200_000)}\r\n`), 431],
])('%s is refused with the envelope and an id', async (_what, bytes, status) => {
  const answer = await answerTo(bytes)

  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(answer).toMatch(/^x-request-id: [0-9a-f-]{36}\r$/im)
  expect(answer).toMatch(/^confighub-version: /im)
  const body: unknown = JSON.parse(/\{.*\}/s.exec(answer)?.[0] ?? '')
  expect(body).toEqual({ Code: String(status), Message: expect.any(String), message: expect.any(String) })
})
