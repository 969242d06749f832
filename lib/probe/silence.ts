import { isTimeout } from '#lib/confighub/error.ts'
import type { Heard, Silence } from '#lib/connection/measurements.ts'

/** The code of a failed connection, found anywhere in the chain of causes. */
export function codeOf(cause: unknown): string | undefined {
  for (let each = cause; typeof each === 'object' && each !== null; ) {
    if ('code' in each && typeof each.code === 'string') return each.code
    each = 'cause' in each ? each.cause : undefined
  }
  return undefined
}

export function silenceOf(cause: unknown, timeoutMs: number): Heard {
  const code = isTimeout(cause) ? 'timeout' : (codeOf(cause) ?? 'no code given')
  const reason = reasonOf(code)
  const message =
    reason === 'timeout' ? `nothing within ${timeoutMs / 1000} seconds` : `${told[reason]} (${code})`
  return { kind: 'silence', reason, message }
}

const told: Readonly<Record<Exclude<Silence, 'timeout'>, string>> = {
  name: 'the name has no address',
  refused: 'the connection was refused',
  certificate: 'the certificate was not accepted',
  tls: 'no TLS came about',
  cut: 'the connection broke',
}

function reasonOf(code: string): Silence {
  if (/^(?:ENOTFOUND|EAI_)/.test(code)) return 'name'
  if (code === 'ECONNREFUSED') return 'refused'
  if (/^(?:ERR_SSL|EPROTO)/.test(code)) return 'tls'
  if (/CERT|TLS|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|ALTNAME/.test(code)) return 'certificate'
  return code === 'timeout' || /TIMEDOUT|TIMEOUT/.test(code) ? 'timeout' : 'cut'
}
