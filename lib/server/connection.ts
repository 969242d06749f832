import 'server-only'
import { performance } from 'node:perf_hooks'
import { z } from 'zod'
import { conclude } from '#lib/connection/conclude.ts'
import type { ConnectionReport } from '#lib/connection/report.ts'
import { measure } from '#lib/probe/measure.ts'
import { accountHolderOf, refuseFor } from '#lib/server/access/access.ts'
import { type AccountHolder, charge, isSpent, spend } from '#lib/server/access/limits.ts'
import { requestIdOf, userAgent } from '#lib/server/access/proxy.ts'
import { readSession } from '#lib/server/access/session.ts'
import { answerJson } from '#lib/server/http/answer-json.ts'
import { originProblem } from '#lib/server/http/origin.ts'
import { readJson } from '#lib/server/http/request-body.ts'
import { sendWithTimeout } from '#lib/server/http/send.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { env } from '#lib/server/process/env.ts'
import { audit } from '#lib/server/process/log.ts'
import { metrics } from '#lib/server/process/metrics.ts'

/** A token to test instead of the session's. There is no address, because only the configured hub is tested. */
const Wish = z.strictObject({
  token: z
    .string()
    .trim()
    .min(1)
    .max(8192)
    .regex(/^[\x21-\x7e]+$/)
    .optional(),
})

/** Callers need not be signed in, so bodies must be small. */
const maxWishBytes = 64 * 1024

/** Tests the connection to the configured hub, for people who are signed in and for those who are not. */
export async function answerConnectionTest(request: Request): Promise<Response> {
  const started = performance.now()
  const requestId = requestIdOf(request)
  const session = await readSession(request)
  const response = await admit(request, session, requestId).catch((error: unknown) =>
    refuseFor(error, requestId),
  )
  const durationMs = Math.round(performance.now() - started)
  const { status } = response
  metrics().calls.observe({ route: '/api/connection', method: request.method, status }, durationMs / 1000)
  audit({ who: session?.UserID, what: 'connection test', status, durationMs, requestId })
  return response
}

async function admit(
  request: Request,
  session: { readonly token: string; readonly UserID: string } | undefined,
  requestId: string,
): Promise<Response> {
  const problem = originProblem(request)
  if (problem !== undefined) return refuse(403, 'foreign-origin', problem, requestId)
  const holder = accountHolderOf(request, session?.UserID)
  const tooMany = await spend('connection-tests', holder, requestId)
  if (tooMany !== undefined) return tooMany
  const wish = Wish.safeParse(await readJson(request, maxWishBytes))
  if (!wish.success) {
    const message = 'This is not a token: it is empty, too long, or contains blanks or special characters.'
    return refuse(400, 'bad-credentials', message, requestId)
  }
  const { token } = wish.data
  const report =
    token === undefined
      ? await testWith(request, session?.token, session === undefined ? 'none' : 'session', requestId)
      : await testTyped(request, token, holder, requestId)
  if (report instanceof Response) return report
  return answerJson(report, requestId)
}

/** Trying tokens here counts as trying to sign in. */
async function testTyped(
  request: Request,
  token: string,
  holder: AccountHolder,
  requestId: string,
): Promise<ConnectionReport | Response> {
  const tooMany =
    (await isSpent('refused-sign-ins', holder, requestId)) ?? (await spend('sign-ins', holder, requestId))
  if (tooMany !== undefined) return tooMany
  const report = await testWith(request, token, 'typed', requestId)
  const isRefused = report.lines.some(({ check, verdict }) => check === 'token' && verdict === 'failed')
  if (isRefused) await charge('refused-sign-ins', holder, 1)
  return report
}

async function testWith(
  request: Request,
  token: string | undefined,
  tokenFrom: ConnectionReport['tokenFrom'],
  requestId: string,
): Promise<ConnectionReport> {
  const measurements = await measure({
    address: new URL(env().CONFIGHUB_URL),
    token,
    tokenFrom,
    send: sendWithTimeout,
    headers: { 'User-Agent': userAgent, 'X-Request-Id': requestId },
    signal: request.signal,
  })
  return conclude(measurements)
}
