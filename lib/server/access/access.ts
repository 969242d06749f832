import 'server-only'
import { performance } from 'node:perf_hooks'
import type { ConfigHub, RetryPolicy, Send } from '#lib/confighub/client.ts'
import { createConfigHub } from '#lib/confighub/create.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { type AccountHolder, spend, takePlace } from '#lib/server/access/limits.ts'
import { requestIdOf, userAgent } from '#lib/server/access/proxy.ts'
import { forgetSession, openSession, type SessionData } from '#lib/server/access/session.ts'
import { CallRecord } from '#lib/server/http/call-record.ts'
import { clientAddress } from '#lib/server/http/client-address.ts'
import { originProblem } from '#lib/server/http/origin.ts'
import { BodyTooLarge } from '#lib/server/http/request-body.ts'
import { sendWithTimeout } from '#lib/server/http/send.ts'
import { refuse, refuseSignedOut } from '#lib/server/masking/refusal.ts'
import { env } from '#lib/server/process/env.ts'
import type { AtOnceName, LimitName } from '#lib/server/process/limit-settings.ts'
import { audit, log } from '#lib/server/process/log.ts'
import { metrics } from '#lib/server/process/metrics.ts'

export type RouteContext = {
  readonly session: SessionData
  readonly requestId: string
  /** ConfigHub with the permissions of the person: Hubdeck may do nothing that they may not. */
  readonly hub: ConfigHub
  /** The calls that `hub` has made so far; only for routes that keep them. */
  readonly asked?: CallRecord
}

export type GuardedRoute = {
  /** For metrics and the audit line; a pattern, not a path with ids. */
  readonly route: string
  /** Describes the action in the audit line. */
  readonly what: (request: Request) => string
  readonly answer: (request: Request, context: RouteContext) => Promise<Response>
  /** `work` for routes that stream for minutes and must survive a brief failure of the hub. */
  readonly retryPolicy?: RetryPolicy
  /** The limit that the request counts towards, `reads` when absent, and its initial cost. */
  readonly limit?: LimitName
  readonly cost?: number
  /** The limit on concurrent requests of one person. */
  readonly atOnce?: AtOnceName
  /** The answer says which calls it came from. */
  readonly keepsCalls?: boolean
}

/** A route that is the same for every request: what Next.js calls. */
export function guardedRoute(
  route: string,
  given: Omit<GuardedRoute, 'route'>,
): (request: Request) => Promise<Response> {
  return (request) => guarded(request, { route, ...given })
}

/** Every route for signed-in people: origin, session, request id, one shape of failure, metrics, audit. */
export async function guarded(request: Request, given: GuardedRoute): Promise<Response> {
  const { route, what } = given
  const started = performance.now()
  const requestId = requestIdOf(request)
  const used = await openSession(request)
  const session = used?.data
  const response = await admit(request, session, requestId, given)
  // A session whose token the hub refuses is over: kept, it would send people from page to page.
  if (response.status === 401 && session !== undefined) await forgetSession(request, response.headers)
  else await used?.renew(response.headers)
  const durationMs = Math.round(performance.now() - started)
  const status = response.status
  metrics().calls.observe({ route, method: request.method, status }, durationMs / 1000)
  audit({
    who: session?.UserID,
    what: what(request),
    status,
    durationMs,
    requestId: response.headers.get('X-Request-Id') ?? requestId,
  })
  return response
}

/** Without a token only `/info` answers. */
export function hubFor(
  token: string | undefined,
  requestId: string,
  retryPolicy?: RetryPolicy,
  send: Send = sendWithTimeout,
): ConfigHub {
  return createConfigHub({
    ...(retryPolicy === undefined ? {} : { retryPolicy }),
    base: `${env().CONFIGHUB_URL}/api`,
    send,
    headers: {
      'User-Agent': userAgent,
      'X-Request-Id': requestId,
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
  })
}

async function admit(
  request: Request,
  session: SessionData | undefined,
  requestId: string,
  guardedRoute: GuardedRoute,
): Promise<Response> {
  if (request.method !== 'GET') {
    const problem = originProblem(request)
    if (problem !== undefined) return refuse(403, 'foreign-origin', problem, requestId)
  }
  if (session === undefined) return refuseSignedOut(requestId)
  const { answer, limit = 'reads', cost = 1, atOnce } = guardedRoute
  const spent = await spend(limit, accountHolderOf(request, session.UserID), requestId, cost)
  if (spent !== undefined) return spent
  const place = atOnce === undefined ? undefined : takePlace(atOnce, session.UserID, requestId)
  if (place instanceof Response) return place
  try {
    const context = contextOf(session, requestId, guardedRoute)
    return place === undefined
      ? await answer(request, context)
      : holding(await answer(request, context), place.leave)
  } catch (error) {
    place?.leave()
    return refuseFor(error, requestId)
  }
}

function contextOf(
  session: SessionData,
  requestId: string,
  { retryPolicy, keepsCalls = false }: GuardedRoute,
): RouteContext {
  const { token } = session
  if (!keepsCalls) return { session, requestId, hub: hubFor(token, requestId, retryPolicy) }
  const asked = new CallRecord(sendWithTimeout)
  return { session, requestId, hub: hubFor(token, requestId, retryPolicy, asked.send), asked }
}

export function accountHolderOf(request: Request, userId?: string): AccountHolder {
  return { userId, address: clientAddress(request) }
}

/** The same answer, which frees its slot when its body ends or is cancelled. */
function holding(response: Response, leave: () => void): Response {
  if (response.body === null) {
    leave()
    return response
  }
  const reader = response.body.getReader()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        leave()
        throw cause
      })
      if (!done) return controller.enqueue(value)
      leave()
      controller.close()
    },
    async cancel(reason) {
      leave()
      await reader.cancel(reason)
    },
  })
  return new Response(body, response)
}

/** Failures of ConfigHub are passed on in its words; anything else is Hubdeck's fault and is not described. */
export function refuseFor(error: unknown, requestId: string): Response {
  if (error instanceof ConfigHubError) {
    if (error.status === 401) return refuseSignedOut(error.requestId ?? requestId)
    const status = error.status >= 400 ? error.status : 502
    // The page called one of our routes; only here is it known which call to ConfigHub failed.
    const isNamed = status < 500 || error.message.includes(error.operation)
    const message = isNamed ? error.message : `${error.operation}: ${error.message}`
    const response = refuse(status, error.code ?? 'hub', message, error.requestId ?? requestId)
    const seconds = Math.ceil(((error.retryAt ?? 0) - Date.now()) / 1000)
    if (seconds > 0) response.headers.set('Retry-After', String(seconds))
    return response
  }
  if (error instanceof BodyTooLarge) return refuse(413, 'too-large', error.message, requestId)
  log.error({ err: error, requestId }, 'a route failed')
  return refuse(500, 'internal', 'Something went wrong in Hubdeck. Its log has the details.', requestId)
}
