import 'server-only'
import { ConfigHubError } from '#lib/confighub/error.ts'
import type { ErrorLine } from '#lib/rows/rows-wire.ts'
import { maskMessage } from '#lib/server/masking/mask-texts.ts'
import { log } from '#lib/server/process/log.ts'

/** What came before stays on screen, so a failure of an answer that has begun is a line. `doing`: `reading rows`. */
export function errorLine(error: unknown, doing: string, requestId: string): ErrorLine {
  if (error instanceof ConfigHubError) {
    const { status, code, message, operation } = error
    const named = message.includes(operation) ? message : `${operation}: ${message}`
    return {
      event: 'error',
      status,
      message: maskMessage(named),
      requestId: error.requestId ?? requestId,
      ...(code === undefined ? {} : { code }),
    }
  }
  log.error({ err: error, requestId }, `${doing} failed`)
  const message = `Something went wrong in Hubdeck while ${doing}. Its log has the details.`
  return { event: 'error', status: 500, code: 'internal', message, requestId }
}
