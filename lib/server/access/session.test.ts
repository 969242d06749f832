import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import {
  endSession,
  openSession,
  readSession,
  type SessionData,
  startSession,
} from '#lib/server/access/session.ts'
import { originProblem } from '#lib/server/http/origin.ts'

let shared: string
const secret = 'a-secret-that-all-servers-of-a-deployment-have'

// The settings are read once, so this file uses a directory of its own.
beforeAll(async () => {
  shared = await mkdtemp(join(tmpdir(), 'hubdeck-ended-'))
  vi.stubEnv('HUBDECK_ENDED_SESSIONS', shared)
  vi.stubEnv('HUBDECK_SECRET', secret)
})
afterAll(() => rm(shared, { recursive: true, force: true }))
afterEach(() => void vi.useRealTimers())

/** Behaves like another process, which remembers nothing. */
function startAfresh(): void {
  globalThis.hubdeckEndedSessions = undefined
  vi.resetModules()
}

const data: SessionData = {
  token: 'secret-token',
  UserID: 'alice',
  OrganizationID: 'org',
  DisplayName: 'Alice Chen',
}

async function cookiesFor(saved: SessionData, headers: Record<string, string> = {}): Promise<string[]> {
  const answer = new Headers()
  await startSession(new Request('http://deck.test/', { headers }), saved, answer)
  return answer.getSetCookie()
}

const withCookies = (cookies: readonly string[], headers: Record<string, string> = {}) =>
  new Request('http://deck.test/', {
    headers: { ...headers, Cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') },
  })

it('a session comes back from its cookie, which hides the token and which scripts cannot read', async () => {
  const cookies = await cookiesFor(data)

  expect(cookies.join()).toMatch(/HttpOnly/)
  expect(cookies.join()).toMatch(/SameSite=Lax/)
  expect(cookies.join()).not.toContain('secret-token')
  expect(await readSession(withCookies(cookies))).toEqual(data)
})

it('over HTTPS a cookie is Secure and for this host only, and one without the prefix is not accepted', async () => {
  const https = { 'X-Forwarded-Proto': 'https' }
  const [cookie = ''] = await cookiesFor(data, https)
  const [plain = ''] = await cookiesFor(data)

  expect(cookie).toMatch(/^__Host-hubdeck=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  expect(cookie).not.toMatch(/Domain/)
  expect(plain).toMatch(/^hubdeck=/)
  expect(plain).not.toMatch(/Secure/)
  expect(await readSession(withCookies([cookie], https))).toEqual(data)
  expect(await readSession(withCookies([plain], https))).toBeUndefined()
})

const minutes = 60_000

it.each([
  [119, true],
  [121, false],
])('a session that was not used for %i minutes is good: %s', async (idle, isGood) => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const cookies = await cookiesFor(data)

  vi.setSystemTime(Date.now() + idle * minutes)

  expect((await readSession(withCookies(cookies))) !== undefined).toBe(isGood)
})

it('a session in use is extended, but not beyond twelve hours', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  let cookies = await cookiesFor(data)
  let used = 0
  for (; used < 24; used++) {
    vi.setSystemTime(Date.now() + 60 * minutes)
    const session = await openSession(withCookies(cookies))
    if (session === undefined) break
    const headers = new Headers()
    await session.renew(headers)
    cookies = headers.getSetCookie()
  }

  expect(used).toBe(12)
})

it('a session is not resealed with every answer', async () => {
  const session = await openSession(withCookies(await cookiesFor(data)))
  const headers = new Headers()

  await session?.renew(headers)

  expect(headers.getSetCookie()).toEqual([])
})

it('an ended session is over, also for copies of its cookie and for renewed ones', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const cookies = await cookiesFor(data)
  const other = await cookiesFor(data)
  vi.setSystemTime(Date.now() + 5 * minutes)
  const renewed = new Headers()
  await (await openSession(withCookies(cookies)))?.renew(renewed)
  const answer = new Headers()

  await endSession(withCookies(cookies), answer)

  expect(answer.getSetCookie().join()).toMatch(/hubdeck=;.*Max-Age=0/)
  expect(await readSession(withCookies(cookies))).toBeUndefined()
  expect(renewed.getSetCookie()).toHaveLength(1)
  expect(await readSession(withCookies(renewed.getSetCookie()))).toBeUndefined()
  expect(await readSession(withCookies(other))).toEqual(data)
})

it('another server that shares the directory refuses a session that was ended here', async () => {
  const cookies = await cookiesFor(data)
  const before = await readdir(shared)
  await endSession(withCookies(cookies), new Headers())
  startAfresh()
  const elsewhere = await import('#lib/server/access/session.ts')

  expect(await elsewhere.readSession(withCookies(cookies))).toBeUndefined()
  const left = (await readdir(shared)).filter((name) => !before.includes(name))
  // Nothing in the directory leads back to the session.
  expect(left).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
  await rm(join(shared, left[0] ?? ''))
  expect(await elsewhere.readSession(withCookies(cookies))).toEqual(data)
})

it('entries older than any valid cookie are deleted, and nothing else', async () => {
  startAfresh()
  const { endSession: endHere } = await import('#lib/server/access/session.ts')
  const old = 'a'.repeat(64)
  const longAgo = new Date(Date.now() - 13 * 60 * minutes)
  for (const name of [old, 'someone-elses.txt']) {
    await writeFile(join(shared, name), '')
    await utimes(join(shared, name), longAgo, longAgo)
  }

  await endHere(withCookies(await cookiesFor(data)), new Headers())

  const left = await readdir(shared)
  expect(left).not.toContain(old)
  expect(left).toContain('someone-elses.txt')
})

it('a cookie of another version is not accepted', async () => {
  const { getIronSession, webCookies } = await import('iron-session')
  const headers = new Headers()
  const options = { cookieName: 'hubdeck', password: secret }
  const cookie = await getIronSession<{ data?: SessionData }>(
    webCookies(new Request('http://deck.test/'), headers),
    options,
  )
  cookie.data = data
  await cookie.save()

  expect(await readSession(withCookies(headers.getSetCookie()))).toBeUndefined()
})

it('a token that is too long for one cookie is kept complete', async () => {
  const long = { ...data, token: 'x'.repeat(5000) }
  const cookies = await cookiesFor(long)

  expect(cookies.length).toBeGreaterThan(1)
  expect(await readSession(withCookies(cookies))).toEqual(long)
})

it('an altered cookie is not accepted', async () => {
  const [cookie = ''] = await cookiesFor(data)
  const at = 120
  const changed = `${cookie.slice(0, at)}${cookie[at] === 'A' ? 'B' : 'A'}${cookie.slice(at + 1)}`

  expect(await readSession(withCookies([changed]))).toBeUndefined()
})

it.each([
  ['http://deck.test', true],
  ['http://deck.test:81', false],
  ['https://elsewhere.example', false],
  ['null', false],
  [undefined, false],
])('a write with the origin %s is let in: %s', (origin, letIn) => {
  const headers = { Host: 'deck.test', ...(origin !== undefined && { Origin: origin }) }
  const request = new Request('http://deck.test/api/changes', { method: 'POST', headers })

  expect(originProblem(request) === undefined).toBe(letIn)
})
