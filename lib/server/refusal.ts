import 'server-only'

/** The one shape in which our own routes say no: the same as ConfigHub's envelope, with a word for programs. */
export function refuse(status: number, code: string, message: string, requestId?: string): Response {
  const headers = new Headers({ 'Cache-Control': 'no-store' })
  if (requestId !== undefined) headers.set('X-Request-Id', requestId)
  return Response.json({ message, Message: message, code }, { status, headers })
}

export function refuseSignedOut(requestId?: string): Response {
  return refuse(401, 'signed-out', 'You are signed out, or your session has ended. Sign in again.', requestId)
}
