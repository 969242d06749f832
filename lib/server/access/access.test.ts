import { expect, it } from 'vitest'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { type GuardedRoute, guarded } from '#lib/server/access/access.ts'
import { readSession, startSession } from '#lib/server/access/session.ts'
import { readJson } from '#lib/server/http/request-body.ts'
import { refuseSignedOut } from '#lib/server/masking/refusal.ts'

const data = { token: 'secret-token', UserID: 'alice', OrganizationID: 'org', DisplayName: 'Alice Chen' }

async function ask(
  answer: GuardedRoute['answer'],
  { isSignedIn = true, origin = 'http://deck.test', method = 'POST', body = null as string | null } = {},
) {
  const url = 'http://deck.test/api/thing'
  const saved = new Headers()
  await startSession(new Request(url), data, saved)
  const cookie = saved.getSetCookie().map((text) => text.split(';')[0])
  const headers = { Host: 'deck.test', Origin: origin, ...(isSignedIn && { Cookie: cookie.join('; ') }) }
  const request = new Request(url, { method, headers, body })
  return guarded(request, { route: '/api/thing', what: () => 'thing', answer })
}

const fine: GuardedRoute['answer'] = async (_, { session }) => Response.json({ who: session.UserID })

it('lets in someone who is signed in', async () => {
  expect(await (await ask(fine)).json()).toEqual({ who: 'alice' })
})

it.each([
  ['nobody', { isSignedIn: false }, 401, 'signed-out'],
  ['a write from elsewhere', { origin: 'https://elsewhere.example' }, 403, 'foreign-origin'],
])('refuses %s', async (_, how, status, code) => {
  const response = await ask(fine, how)

  expect([response.status, await response.json()]).toMatchObject([status, { code }])
})

it('a read needs no origin, because it changes nothing', async () => {
  expect((await ask(fine, { method: 'GET', origin: 'https://elsewhere.example' })).status).toBe(200)
})

it('repeats ConfigHub’s message, with its request id', async () => {
  const response = await ask(async () => {
    const message = 'exceeded maximum quota for entity type Tag'
    throw new ConfigHubError({ status: 403, message, operation: 'POST', requestId: 'hub-7' })
  })

  expect(response.headers.get('X-Request-Id')).toBe('hub-7')
  expect([response.status, await response.json()]).toMatchObject([
    403,
    { message: 'exceeded maximum quota for entity type Tag' },
  ])
})

it('reveals no internals of its own faults', async () => {
  const response = await ask(async () => {
    throw new Error('secret-token leaked')
  })

  expect(response.status).toBe(500)
  expect(await response.text()).not.toContain('secret-token')
})

it('reports a request that is too large', async () => {
  const response = await ask(async (request) => Response.json(await readJson(request, 10)), {
    body: '{"text":"more than ten"}',
  })

  expect([response.status, await response.json()]).toMatchObject([413, { code: 'too-large' }])
})

it('ends the session when the hub refuses its token', async () => {
  const response = await ask(async () => refuseSignedOut())
  const cookies = response.headers.getSetCookie().map((text) => text.split(';')[0])

  expect(cookies.length).toBeGreaterThan(0)
  const next = new Request('http://deck.test/', { headers: { Cookie: cookies.join('; ') } })
  expect(await readSession(next)).toBeUndefined()
})
