import 'server-only'
import { maskMessage } from '#lib/server/masking/mask-texts.ts'

/** Messages are for people; one that quotes a whole document is not useful. */
const maxMessage = 4000

/**
 * The error format of Hubdeck's own routes: ConfigHub's envelope, with a code for programs. A message may quote the
 * request or ConfigHub, so its secrets are masked.
 */
export function refuse(status: number, code: string, message: string, requestId?: string): Response {
  const headers = new Headers({ 'Cache-Control': 'no-store' })
  if (requestId !== undefined) headers.set('X-Request-Id', requestId)
  const shown = maskMessage(message.slice(0, maxMessage))
  return Response.json({ message: shown, Message: shown, code }, { status, headers })
}

export function refuseSignedOut(requestId?: string): Response {
  return refuse(401, 'signed-out', 'You are signed out, or your session has ended. Sign in again.', requestId)
}
