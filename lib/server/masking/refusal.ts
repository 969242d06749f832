import 'server-only'
import { maskMessage } from '#lib/server/masking/mask-texts.ts'

/** A message is read by a person; what quotes a whole document is no message. */
const maxMessage = 4000

/**
 * The one shape in which our own routes say no: the same as ConfigHub's envelope, with a word for programs. A message
 * may quote what was asked or what ConfigHub said, so its secrets are masked.
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
