import { describe, expect, it } from 'vitest'
import type { Send } from '#lib/confighub/client.ts'
import { forward } from '#lib/server/access/proxy.ts'

// A failing hub; the contract and browser tests use the real one.
const get = () =>
  new Request('http://deck.test/api/confighub/unit?limit=1', { headers: { Cookie: 'hubdeck=x' } })

function target(...answers: (() => Response | Error)[]) {
  const asked: Request[] = []
  const send: Send = async (request) => {
    asked.push(request)
    const answer = answers[Math.min(asked.length, answers.length) - 1]?.() ?? new TypeError('fetch failed')
    if (answer instanceof Error) throw answer
    return answer
  }
  const facts = {
    base: 'http://hub.test/api',
    path: '/unit?limit=1',
    token: 'tok',
    requestId: 'req-1',
    safe: true,
    carries: 'entities' as const,
    owner: 'alice',
  }
  return { asked, target: { ...facts, send } }
}

const ok = () =>
  Response.json([], { headers: { 'ConfigHub-Continue': 'next', 'Set-Cookie': 'a=b', Server: 'x' } })
const bad =
  (status: number, body: object = {}) =>
  () =>
    Response.json(body, { status })
const refused = () => new TypeError('fetch failed')

describe('a call that is passed on', () => {
  it('carries the token, the request id and our name, and no cookie', async () => {
    const hub = target(ok)

    await forward(get(), hub.target)

    const [sent] = hub.asked
    expect(sent?.url).toBe('http://hub.test/api/unit?limit=1')
    expect(sent?.headers.get('Authorization')).toBe('Bearer tok')
    expect(sent?.headers.get('X-Request-Id')).toBe('req-1')
    expect(sent?.headers.get('User-Agent')).toBe('hubdeck/0.1')
    expect(sent?.headers.get('Cookie')).toBeNull()
  })

  it('comes back with the API’s headers and no others', async () => {
    const answer = await forward(get(), target(ok).target)

    expect(answer.headers.get('ConfigHub-Continue')).toBe('next')
    expect(answer.headers.get('X-Request-Id')).toBe('req-1')
    expect([answer.headers.get('Set-Cookie'), answer.headers.get('Server')]).toEqual([null, null])
  })

  it('never runs as a page of ours, whatever its content type', async () => {
    const page = () => new Response('<script>alert(1)</script>', { headers: { 'Content-Type': 'text/html' } })

    const { headers } = await forward(get(), target(page).target)

    expect(headers.get('Content-Security-Policy')).toContain('sandbox')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  })

  it('passes the error on unchanged', async () => {
    const envelope = { Code: '403', Message: 'exceeded maximum quota for entity type Space' }

    const answer = await forward(get(), target(bad(403, envelope)).target)

    expect([answer.status, await answer.json()]).toEqual([403, envelope])
  })
})

describe('a hub with a brief failure', () => {
  it.each([502, 503, 504])('is called once more after %i when that is safe', async (status) => {
    const hub = target(bad(status), ok)

    expect((await forward(get(), hub.target)).status).toBe(200)
    expect(hub.asked).toHaveLength(2)
  })

  it('is called once more when it refuses the connection, and then reported as unreachable', async () => {
    const hub = target(refused)

    const answer = await forward(get(), hub.target)

    expect(hub.asked).toHaveLength(2)
    expect([answer.status, await answer.json()]).toMatchObject([502, { code: 'hub-unreachable' }])
  })

  it('is not called again when that is not safe', async () => {
    const hub = target(bad(503), ok)

    expect((await forward(get(), { ...hub.target, safe: false })).status).toBe(503)
    expect(hub.asked).toHaveLength(1)
  })

  it('that takes too long is reported', async () => {
    const late = () => new DOMException('too late', 'TimeoutError')

    expect(await (await forward(get(), target(late).target)).json()).toMatchObject({ code: 'hub-timeout' })
  })
})

it('a refused token ends the session, with the usual envelope', async () => {
  const answer = await forward(get(), target(bad(401, { Message: 'expired' })).target)

  expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'signed-out' }])
})

it('a redirect is not followed, because it would take the token elsewhere', async () => {
  const away = () => new Response(null, { status: 302, headers: { Location: 'http://evil.test' } })

  const answer = await forward(get(), target(away).target)

  expect([answer.status, answer.headers.get('Location')]).toEqual([502, null])
})
