import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { createConfigHub } from '#lib/confighub/create.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { answeredCases, facts, headersFor, textOf, withAt } from '#lib/confighub/testing/answered-cases.ts'
import { forward } from '#lib/server/access/proxy.ts'
import { findRule, proxyRules } from '#lib/server/access/proxy-rules.ts'
import { sendWithTimeout } from '#lib/server/http/send.ts'

// The way a page's request takes: the client in the browser, the proxy, and a hub on a real socket.
let answer: (response: ServerResponse) => void = () => undefined
const server = createServer((_, response) => answer(response))
let page: ConfigHub

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
  page = createConfigHub({
    base: 'http://deck.test/api/confighub',
    retryPolicy: 'none',
    send: async (request) => {
      const { pathname, search } = new URL(request.url)
      const path = pathname.replace('/api/confighub', '')
      const rule = findRule(request.method, path)
      if (rule === undefined) throw new Error(`the proxy lets no page ask ${request.method} ${path}`)
      const { carries } = rule
      const target = {
        base,
        path: `${path}${search}`,
        token: 'tok',
        requestId: 'req-1',
        safe: false,
        carries,
      }
      return forward(request, { ...target, owner: 'alice', send: sendWithTimeout })
    },
  })
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const rows = answeredCases.filter(({ operation }) => findRule('GET', operation.replace('GET ', '')))
const jsonRows = rows.filter(({ good }) => typeof good !== 'string')

function send(text: string, headers: Readonly<Record<string, string>> = facts, status = 200): void {
  answer = (response) => void response.writeHead(status, headers).end(text)
}

async function failureOf(call: (hub: ConfigHub) => Promise<unknown>): Promise<ConfigHubError> {
  const error = await call(page).then(
    (value) => `the answer was taken: ${JSON.stringify(value)}`,
    (cause: unknown) => cause,
  )
  if (error instanceof ConfigHubError) return error
  throw new Error(`expected a ConfigHubError, got ${String(error)}`)
}

it('every rule of the proxy has a row', () => {
  const asked = rows.map(({ operation }) => findRule('GET', operation.replace('GET ', '')))

  expect(proxyRules.filter((rule) => !asked.includes(rule))).toEqual([])
})

it.each(rows)('$name accepts the correct answer', async ({ call, good }) => {
  send(textOf(good), headersFor(good))
  await expect(call(page).then(() => 'taken')).resolves.toBe('taken')
})

describe('the page is told operation, field and what was expected', () => {
  it.each(jsonRows)(
    '$name: of an answer of the wrong shape',
    async ({ call, operation, good, needed = [] }) => {
      const last = needed.at(-1)
      const lacking =
        last === undefined ? 'null' : JSON.stringify(withAt(good, last.split('.'), () => undefined))
      for (const [text, said] of [
        ['', 'got nothing'],
        ['<html>Sign in</html>', 'expected JSON, got'],
        [textOf(good).slice(0, -1), 'expected JSON, got'],
        [lacking, last ?? 'the whole of it'],
      ] as const) {
        send(text)
        const error = await failureOf(call)
        expect(error).toMatchObject({ code: 'schema', operation, requestId: 'req-1' })
        expect(error.message).toContain(operation)
        expect(error.message).toContain(said)
      }
    },
  )

  it.each(rows)('$name: about a status other than success', async ({ call, operation, good }) => {
    for (const [status, expected] of [
      [301, { status: 502, code: 'hub-redirects' }],
      [401, { status: 401, code: 'signed-out' }],
      [404, { status: 404 }],
      [409, { status: 409 }],
      [418, { status: 418 }],
      [500, { status: 500 }],
      [501, { status: 501, code: 'not-offered' }],
      [503, { status: 503 }],
    ] as const) {
      send('', { ...headersFor(good), Location: '/elsewhere' }, status)
      expect(await failureOf(call)).toMatchObject({ ...expected, operation, requestId: expect.any(String) })
    }
  })

  it.each(rows.filter(({ name }) => name !== 'info'))(
    '$name: of an older version',
    async ({ call, good }) => {
      send(textOf(good), { ...headersFor(good), 'ConfigHub-Version': '0.7.3' })
      expect(await failureOf(call)).toMatchObject({ code: 'old-generation' })
    },
  )
})
