import { originProblem } from '#lib/server/origin.ts'
import { requestIdOf } from '#lib/server/proxy.ts'
import { refuse } from '#lib/server/refusal.ts'
import { readJson } from '#lib/server/request-body.ts'
import { endSession, readSession } from '#lib/server/session.ts'
import { auditSession, describeSession, identify, startSession } from '#lib/server/sign-in.ts'

/** Whoever asks here need not be anybody yet, so there is little room. */
const maxCredentialBytes = 64 * 1024

export async function GET(request: Request): Promise<Response> {
  const user = await readSession(request)
  return answer(await describeSession(user, requestIdOf(request)))
}

/** Signs in with `{ demoUser }` or `{ token }`. */
export async function POST(request: Request): Promise<Response> {
  const requestId = requestIdOf(request)
  const problem = originProblem(request)
  if (problem !== undefined) return refuse(403, 'foreign-origin', problem, requestId)
  const user = await identify(await readJson(request, maxCredentialBytes).catch(() => undefined), requestId)
  if (user instanceof Response) {
    auditSession('sign-in refused', undefined, user.status, requestId)
    return user
  }
  const headers = new Headers()
  await startSession(request, user, headers)
  auditSession('sign-in', user.UserID, 200, requestId)
  return answer(await describeSession(user, requestId), headers)
}

/** Signs out. */
export async function DELETE(request: Request): Promise<Response> {
  const requestId = requestIdOf(request)
  const problem = originProblem(request)
  if (problem !== undefined) return refuse(403, 'foreign-origin', problem, requestId)
  const headers = new Headers()
  const user = await readSession(request)
  await endSession(request, headers)
  auditSession('sign-out', user?.UserID, 200, requestId)
  return answer(await describeSession(undefined, requestId), headers)
}

function answer(body: object, headers = new Headers()): Response {
  headers.set('Cache-Control', 'no-store')
  return Response.json(body, { headers })
}
