import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { conclude } from '#lib/connection/conclude.ts'
import { reportText } from '#lib/connection/report-text.ts'
import { ask, withoutSecrets } from '#lib/probe/ask.ts'
import { measure } from '#lib/probe/measure.ts'
import { endOf } from '#lib/probe/token-end.ts'

const send = (request: Request) => fetch(request, { redirect: 'manual' })
const { signal } = new AbortController()
const ended: (() => void)[] = []
afterEach(() => {
  for (const end of ended.splice(0)) end()
})

/** Every request gets this answer. */
async function serving(status: number, body: string, headers: Record<string, string> = {}): Promise<URL> {
  const server = createServer((_, response) => response.writeHead(status, headers).end(body))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ended.push(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return new URL(`http://127.0.0.1:${address.port}`)
}

async function reportOn(address: URL, token?: string) {
  const tokenFrom = token === undefined ? 'none' : 'command'
  return conclude(await measure({ address, token, tokenFrom, send, headers: {}, signal, timeoutMs: 500 }))
}

describe('a connection', () => {
  it('that nobody accepts is reported as such', async () => {
    const address = await serving(200, '{}')
    for (const end of ended.splice(0)) end()

    const { lines } = await reportOn(address)

    expect(lines.find(({ check }) => check === 'reachability')).toMatchObject({
      verdict: 'failed',
      measured: expect.stringContaining('refused'),
    })
  })

  it('without an answer is given up', async () => {
    const server = createServer(() => undefined)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    ended.push(() => {
      server.closeAllConnections()
      server.close()
    })
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')

    const { lines } = await reportOn(new URL(`http://127.0.0.1:${address.port}`))

    expect(lines.find(({ check }) => check === 'reachability')).toMatchObject({
      measured: expect.stringContaining('nothing within 0.5 seconds'),
    })
  })

  it('to something that is not a hub is reported as such', async () => {
    const { lines } = await reportOn(await serving(200, '<html>Sign in</html>'))

    expect(lines.find(({ check }) => check === 'reachability')).toMatchObject({
      verdict: 'failed',
      measured: expect.stringContaining('not with the JSON'),
    })
  })

  it('using TLS to a port without it is reported as such', async () => {
    const { port } = await serving(200, '{}')

    const { lines } = await reportOn(new URL(`https://127.0.0.1:${port}`))

    expect(lines.slice(1, 3)).toMatchObject([
      { verdict: 'unknown' },
      { verdict: 'failed', remedy: expect.stringContaining('plain HTTP') },
    ])
  })
})

describe('a report', () => {
  const token = 'q7Zabcdefgh12345'

  it('does not contain the token, although the hub repeats it wherever it can', async () => {
    const headers = { 'ConfigHub-Version': token, 'Retry-After': token, 'RateLimit-Limit': token }
    const address = await serving(200, JSON.stringify({ Version: token }), headers)
    address.username = 'somebody'
    address.password = 'p4ssw0rd-of-somebody'

    const text = reportText(await reportOn(address, token))

    expect(text).toContain('(the token)')
    expect(text).not.toContain(token)
    expect(text).not.toContain('p4ssw0rd')
  })

  it('quotes a refusal without its secrets', () => {
    expect(withoutSecrets(`no: ${token} password=hunter2hunter2`, token)).not.toMatch(/q7Zabc|hunter2/)
  })
})

it('a refusal of any length is a measurement', async () => {
  const address = await serving(403, 'x'.repeat(1_000_000), { 'Content-Type': 'text/plain' })
  const asking = { base: address.origin, send, headers: {}, token: undefined, timeoutMs: 500, signal }

  const { heard } = await ask(asking, '/me', 'body')

  expect(heard).toMatchObject({ kind: 'answer', status: 403 })
})

describe('the expiry of a token', () => {
  const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`

  it.each([
    ['a JWT', jwt({ exp: 1_800_000_000 }), { kind: 'says', at: 1_800_000_000_000 }],
    ['a JWT without one', jwt({ sub: 'x' }), { kind: 'opaque' }],
    ['a JWT of nonsense', jwt({ exp: 'soon' }), { kind: 'opaque' }],
    ['text with dots', 'a.b.c', { kind: 'opaque' }],
    ['any other text', 'opaque-token', { kind: 'opaque' }],
  ])('is read from %s', (_, token, end) => {
    expect(endOf(token)).toEqual(end)
  })
})
