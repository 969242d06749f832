import { accountHolderOf } from '#lib/server/access/access.ts'
import { endedSessionsProblem } from '#lib/server/access/ended-sessions.ts'
import { charge, isSpent, spend } from '#lib/server/access/limits.ts'
import { requestIdOf } from '#lib/server/access/proxy.ts'
import { endSession, readSession, startSession } from '#lib/server/access/session.ts'
import { originProblem } from '#lib/server/http/origin.ts'
import { readJson } from '#lib/server/http/request-body.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { log } from '#lib/server/process/log.ts'
import { auditSession, describeSession, identify } from '#lib/server/sign-in.ts'

/** Bodies are small here: callers are not signed in yet. */
const maxCredentialBytes = 64 * 1024

export async function GET(request: Request): Promise<Response> {
  const requestId = requestIdOf(request)
  const tooMany = await spend('reads', accountHolderOf(request), requestId)
  if (tooMany !== undefined) return tooMany
  return answer(await describeSession(await readSession(request), requestId))
}

/** Signs in with `{ demoUser }` or `{ token }`. */
export async function POST(request: Request): Promise<Response> {
  const requestId = requestIdOf(request)
  const problem = originProblem(request)
  if (problem !== undefined) return refuse(403, 'foreign-origin', problem, requestId)
  const unusable = await endedSessionsProblem()
  if (unusable !== undefined)
    return refuse(503, 'sessions-unusable', `Nobody can sign in: ${unusable}`, requestId)
  const holder = accountHolderOf(request)
  const tooMany =
    (await isSpent('refused-sign-ins', holder, requestId)) ?? (await spend('sign-ins', holder, requestId))
  if (tooMany !== undefined) {
    auditSession('sign-in refused: too many', undefined, 429, requestId)
    return tooMany
  }
  const user = await identify(await readJson(request, maxCredentialBytes).catch(() => undefined), requestId)
  if (user instanceof Response) {
    // A hub that does not answer is not counted as a failed attempt.
    if (user.status === 401 || user.status === 404) await charge('refused-sign-ins', holder, 1)
    auditSession('sign-in refused', undefined, user.status, requestId)
    return user
  }
  const headers = new Headers()
  await startSession(request, user, headers)
  auditSession('sign-in', user.UserID, 200, requestId)
  return answer(await describeSession(user, requestId), headers)
}

/** Signs out, on every server of the deployment. */
export async function DELETE(request: Request): Promise<Response> {
  const requestId = requestIdOf(request)
  const problem = originProblem(request)
  if (problem !== undefined) return refuse(403, 'foreign-origin', problem, requestId)
  const headers = new Headers()
  const user = await readSession(request)
  try {
    await endSession(request, headers)
  } catch (cause) {
    return notEndedEverywhere(cause, user?.UserID, requestId, headers)
  }
  auditSession('sign-out', user?.UserID, 200, requestId)
  return answer(await describeSession(undefined, requestId), headers)
}

function notEndedEverywhere(
  cause: unknown,
  userId: string | undefined,
  requestId: string,
  headers: Headers,
): Response {
  log.error({ err: cause, requestId }, 'a session could not be ended on all servers')
  auditSession('sign-out incomplete', userId, 500, requestId)
  const message =
    'You are signed out in this browser. Copies of the session cookie could not be revoked: the directory of ended ' +
    'sessions cannot be written to. Tell whoever runs Hubdeck.'
  const response = refuse(500, 'sign-out-incomplete', message, requestId)
  for (const cookie of headers.getSetCookie()) response.headers.append('Set-Cookie', cookie)
  return response
}

function answer(body: object, headers = new Headers()): Response {
  headers.set('Cache-Control', 'no-store')
  return Response.json(body, { headers })
}
