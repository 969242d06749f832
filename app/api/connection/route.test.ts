import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { POST as testConnection } from '#app/api/connection/route.ts'
import { POST as signIn } from '#app/api/session/route.ts'
import { type RunningHub, startHub } from '#hub/start.ts'
import { type Check, ConnectionReport } from '#lib/connection/report.ts'

let hub: RunningHub
const origin = 'http://127.0.0.1:3000'
/** Signed in before this address uses up its sign-in attempts. */
let botCookie: string

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  vi.stubEnv('CONFIGHUB_URL', new URL(hub.url).origin)
  vi.stubEnv('HUBDECK_LIMITS', 'connection-tests=9 refused-sign-ins=2')
  botCookie = await cookieOf('ci-bot')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await hub.stop()
})

type Sent = { body?: object; cookie?: string; from?: string; headers?: Record<string, string> }

function send({ body = {}, cookie = '', from = origin, headers = {} }: Sent): Promise<Response> {
  return testConnection(
    new Request(`${origin}/api/connection`, {
      method: 'POST',
      headers: { Host: '127.0.0.1:3000', Origin: from, Cookie: cookie, ...headers },
      body: JSON.stringify(body),
    }),
  )
}

async function reportOf(sent: Sent): Promise<ConnectionReport> {
  const response = await send(sent)
  const body = await response.json()
  expect(response.status, JSON.stringify(body)).toBe(200)
  return ConnectionReport.parse(body)
}

function lineOf(report: ConnectionReport, check: Check) {
  const line = report.lines.find((each) => each.check === check)
  if (line === undefined) throw new Error(`no line on ${check}`)
  return line
}

async function cookieOf(username: string): Promise<string> {
  const response = await signIn(
    new Request(`${origin}/api/session`, {
      method: 'POST',
      headers: { Host: '127.0.0.1:3000', Origin: origin },
      body: JSON.stringify({ token: hub.tokenFor(username) }),
    }),
  )
  expect(response.status).toBe(200)
  return response.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ')
}

const administer = async (path: string, body: object) => {
  const headers = {
    Authorization: `Bearer ${hub.adminToken}`,
    'Content-Type': 'application/merge-patch+json',
  }
  const answer = await fetch(hub.url + path, { method: 'PATCH', headers, body: JSON.stringify(body) })
  expect(answer.status, await answer.text()).toBe(200)
}

async function read<T>(path: string): Promise<T> {
  const answer = await fetch(hub.url + path, { headers: { Authorization: `Bearer ${hub.adminToken}` } })
  return (await answer.json()) as T
}

describe('a test of the connection', () => {
  it('tells an editor that everything works, without revealing the token', async () => {
    const report = await reportOf({ cookie: await cookieOf('alice@trading.com') })

    expect(report.tokenFrom).toBe('session')
    expect(report.lines.filter(({ verdict }) => verdict !== 'ok').map(({ check }) => check)).toEqual([
      'token-end',
      'limits',
    ])
    expect(lineOf(report, 'token').measured).toContain(
      'Alice Chen (alice@trading.com), for the organization moss-cub',
    )
    expect(JSON.stringify(report)).not.toContain(hub.tokenFor('alice@trading.com'))
  })

  it('tells a viewer who can let them write', async () => {
    const report = await reportOf({ cookie: await cookieOf('auditor@trading.com') })

    expect(lineOf(report, 'rights')).toMatchObject({
      verdict: 'attention',
      measured: expect.stringMatching(/57 spaces visible: 0 may be written, 57 may not/),
      remedy: expect.stringMatching(/may look, but not write.*administrator/),
    })
    expect(lineOf(report, 'token').verdict).toBe('ok')
  })

  it('tells an editor which Space they may not edit', async () => {
    const [unit] = await read<{ Unit: { SpaceID: string; SpaceSlug: string } }[]>('/unit?limit=1')
    const me = await read<{ UserID: string }>('/me')
    const { SpaceID = '' } = unit?.Unit ?? {}
    await administer(`/space/${SpaceID}`, { Permissions: { Edit: { UserIDs: { [me.UserID]: true } } } })

    const report = await reportOf({ cookie: await cookieOf('bob@trading.com') })

    expect(lineOf(report, 'rights')).toMatchObject({
      verdict: 'attention',
      measured: expect.stringMatching(/56 may be written, 1 may not/),
      remedy: expect.stringContaining('ask whoever manages the space for Edit'),
    })
  })

  it('tells someone without a token what can be known without one', async () => {
    const report = await reportOf({})

    expect(report.tokenFrom).toBe('none')
    expect(lineOf(report, 'reachability').verdict).toBe('ok')
    expect(lineOf(report, 'version').verdict).toBe('ok')
    expect(lineOf(report, 'token')).toMatchObject({
      verdict: 'unknown',
      remedy: 'Sign in, or test a token.',
    })
  })
})

describe('a token that is typed in', () => {
  it('is tested without signing anyone in', async () => {
    const response = await send({ body: { token: hub.tokenFor('bob@trading.com') } })

    expect(response.headers.getSetCookie()).toEqual([])
    const report = ConnectionReport.parse(await response.json())
    expect([report.tokenFrom, lineOf(report, 'token').measured]).toEqual([
      'typed',
      expect.stringContaining('Bob Martin'),
    ])
  })

  // They count as attempts to sign in: two are allowed here.
  it('is refused with a remedy, and cannot be guessed without limit', async () => {
    const ended = `e30.${Buffer.from(JSON.stringify({ exp: 1_700_000_000 })).toString('base64url')}.sig`
    const wrong = lineOf(await reportOf({ body: { token: 'not-a-token-of-this-hub' } }), 'token')
    const late = lineOf(await reportOf({ body: { token: ended } }), 'token')

    expect(wrong).toMatchObject({
      verdict: 'failed',
      remedy: expect.stringMatching(/copied completely.*cub auth get-token/),
    })
    expect(late).toMatchObject({
      verdict: 'failed',
      measured: expect.stringContaining('it ended 2023-11-14'),
      remedy: expect.stringContaining('cub auth get-token'),
    })
    expect((await send({ body: { token: 'a-third-one' } })).status).toBe(429)
  })
})

describe('refused are', () => {
  it.each([
    ['a page of elsewhere', { from: 'https://elsewhere.example' }, 403, 'foreign-origin'],
    ['an address to test', { body: { url: 'http://10.0.0.1' } }, 400, 'bad-credentials'],
    ['a token with blanks', { body: { token: 'two words' } }, 400, 'bad-credentials'],
  ])('%s', async (_, sent, status, code) => {
    const response = await send(sent)

    expect([response.status, await response.json()]).toMatchObject([status, { code }])
  })

  it('too many tests', async () => {
    const statuses: number[] = []
    for (let test = 0; test < 11; test += 1)
      statuses.push((await send({ cookie: botCookie, body: { token: ' ' } })).status)

    expect(statuses.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => 400))
    expect(statuses.slice(9)).toEqual([429, 429])
  })
})
