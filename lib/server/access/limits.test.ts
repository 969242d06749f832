import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type GuardedRoute, guarded } from '#lib/server/access/access.ts'
import { charge, isSpent, spend, takePlace } from '#lib/server/access/limits.ts'
import { startSession } from '#lib/server/access/session.ts'

// The settings are read once, so this file sets limits of its own.
vi.stubEnv(
  'HUBDECK_LIMITS',
  'reads=3 values=5, previews=100 commits=2 sign-ins=50 refused-sign-ins=3 previews-at-once=2',
)

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-03-01T09:00:00Z') })
  globalThis.hubdeckLimits = undefined
})
afterEach(() => void vi.useRealTimers())

const alice = { userId: 'alice', address: '10.0.0.1' }

describe('an account', () => {
  it('is used up at its limit, says for how long, and is full again afterwards', async () => {
    const spent = async () => await spend('commits', alice, 'request-1')
    expect([await spent(), await spent()]).toEqual([undefined, undefined])

    const refusal = await spent()

    expect(refusal?.status).toBe(429)
    const seconds = Number(refusal?.headers.get('Retry-After'))
    expect(seconds).toBeGreaterThan(50)
    expect(seconds).toBeLessThanOrEqual(60)
    expect(await refusal?.json()).toMatchObject({
      code: 'too-many',
      message: `Too many changes written in a short time. Try again in ${seconds} seconds. Nothing you typed is lost.`,
    })
    await vi.advanceTimersByTimeAsync(seconds * 1000)
    expect(await spent()).toBeUndefined()
  })

  it('belongs to one person', async () => {
    for (const _ of [1, 2, 3]) await spend('commits', alice, 'request-1')

    expect(await spend('commits', { ...alice, userId: 'bob' }, 'request-2')).toBeUndefined()
  })

  it('is not larger for someone who appears as many people from one address', async () => {
    const people = Array.from({ length: 30 }, (_, at) => ({ ...alice, userId: `person-${at}` }))
    const answers: unknown[] = []
    for (const person of people) answers.push(await spend('commits', person, 'request-1'))

    // Five times a person's limit.
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(10)
  })

  it('may be overdrawn by the actual cost of a request, and then the next one waits', async () => {
    expect(await spend('previews', alice, 'request-1', 20)).toBeUndefined()
    await charge('previews', alice, 50_000)

    expect((await spend('previews', alice, 'request-2', 20))?.status).toBe(429)
  })
})

describe('signing in', () => {
  it('is refused for an address with too many failures, and for no other', async () => {
    const attacker = { address: '10.0.0.66' }
    for (const _ of [1, 2, 3]) {
      expect(await isSpent('refused-sign-ins', attacker, 'request-1')).toBeUndefined()
      await charge('refused-sign-ins', attacker, 1)
    }

    const refusal = await isSpent('refused-sign-ins', attacker, 'request-2')
    expect([refusal?.status, await refusal?.json()]).toMatchObject([
      429,
      { message: expect.stringContaining('from your address in a short time. Try again in 5 minutes.') },
    ])
    expect(await isSpent('refused-sign-ins', alice, 'request-3')).toBeUndefined()
    await vi.advanceTimersByTimeAsync(300_000)
    expect(await isSpent('refused-sign-ins', attacker, 'request-4')).toBeUndefined()
  })

  it('is counted for everyone together when addresses are unknown', async () => {
    for (const _ of [1, 2, 3]) await charge('refused-sign-ins', { address: '' }, 1)

    expect((await isSpent('refused-sign-ins', { address: '' }, 'request-1'))?.status).toBe(429)
  })
})

describe('slots for concurrent requests', () => {
  it('are freed once, however often they are released', () => {
    const first = takePlace('previews-at-once', 'alice', 'request-1')
    const second = takePlace('previews-at-once', 'alice', 'request-2')
    expect(takePlace('previews-at-once', 'alice', 'request-3')).toBeInstanceOf(Response)
    expect(takePlace('previews-at-once', 'bob', 'request-4')).not.toBeInstanceOf(Response)

    if (first instanceof Response || second instanceof Response) throw new Error('refused too early')
    first.leave()
    first.leave()

    expect(takePlace('previews-at-once', 'alice', 'request-5')).not.toBeInstanceOf(Response)
    expect(takePlace('previews-at-once', 'alice', 'request-6')).toBeInstanceOf(Response)
  })
})

describe('a route', () => {
  async function ask(route: Partial<GuardedRoute>): Promise<Response> {
    vi.useRealTimers()
    const url = 'http://deck.test/api/thing'
    const saved = new Headers()
    const data = { token: 'token', UserID: 'carol', OrganizationID: 'org', DisplayName: 'Carol' }
    await startSession(new Request(url), data, saved)
    const Cookie = saved.getSetCookie()[0]?.split(';')[0] ?? ''
    const request = new Request(url, { headers: { Host: 'deck.test', Cookie } })
    const answer = async () => Response.json({})
    return guarded(request, { route: '/api/thing', what: () => 'thing', answer, ...route })
  }

  it('is charged to the signed-in person', async () => {
    const statuses: number[] = []
    for (const _ of [1, 2, 3, 4]) statuses.push((await ask({})).status)

    expect(statuses).toEqual([200, 200, 200, 429])
    expect((await ask({ limit: 'values' })).status).toBe(200)
  })

  const endless = async () => new Response(new ReadableStream<Uint8Array>({ pull: () => undefined }))
  const short = async () => new Response('{"event":"done"}\n')
  const failing = async () => {
    throw new Error('no')
  }
  const broken = async () =>
    new Response(new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('cut')) }))

  it.each<[string, GuardedRoute['answer'], (response: Response) => Promise<unknown>]>([
    ['when its stream has ended', short, (response) => response.text()],
    ['when nobody listens any more', endless, async (response) => response.body?.cancel()],
    ['when it fails', failing, async () => undefined],
    ['when its stream breaks', broken, (response) => response.text().catch(() => undefined)],
  ])('frees its slot %s', async (_, answer, end) => {
    const route = { answer, limit: 'values', atOnce: 'previews-at-once' } as const
    for (const __ of [1, 2, 3]) {
      const response = await ask(route)
      expect(response.status).not.toBe(429)
      await end(response)
    }
  })

  it('keeps its slot while it streams', async () => {
    const route = { answer: endless, limit: 'values', atOnce: 'previews-at-once' } as const

    const statuses = [(await ask(route)).status, (await ask(route)).status, (await ask(route)).status]

    expect(statuses).toEqual([200, 200, 429])
  })
})
