import { expect, it } from 'vitest'
import { originProblem } from '#lib/server/origin.ts'
import { openSession, readSession, type SessionData } from '#lib/server/session.ts'

const data: SessionData = {
  token: 'secret-token',
  UserID: 'alice',
  OrganizationID: 'org',
  DisplayName: 'Alice Chen',
}

async function cookiesFor(saved: SessionData, headers: Record<string, string> = {}): Promise<string[]> {
  const answer = new Headers()
  const session = await openSession(new Request('http://deck.test/', { headers }), answer)
  session.data = saved
  await session.save()
  return answer.getSetCookie()
}

const withCookies = (cookies: string[]) =>
  new Request('http://deck.test/', {
    headers: { Cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') },
  })

it('a session comes back from its cookie, which hides the token and which scripts cannot read', async () => {
  const cookies = await cookiesFor(data)

  expect(cookies.join()).toMatch(/HttpOnly/)
  expect(cookies.join()).toMatch(/SameSite=Lax/)
  expect(cookies.join()).not.toContain('secret-token')
  expect(await readSession(withCookies(cookies))).toEqual(data)
})

it('a cookie is Secure over https', async () => {
  expect((await cookiesFor(data, { 'X-Forwarded-Proto': 'https' })).join()).toMatch(/Secure/)
  expect((await cookiesFor(data)).join()).not.toMatch(/Secure/)
})

it('a token longer than one cookie is kept whole', async () => {
  const long = { ...data, token: 'x'.repeat(5000) }
  const cookies = await cookiesFor(long)

  expect(cookies.length).toBeGreaterThan(1)
  expect(await readSession(withCookies(cookies))).toEqual(long)
})

it('a cookie that was changed is no session', async () => {
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
