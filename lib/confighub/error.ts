import { retryAfterMs } from '#lib/confighub/repeat.ts'

export type ConfigHubErrorFacts = {
  /** HTTP status; 0 when there was no answer at all. */
  readonly status: number
  readonly message: string
  /** The request in terms of the API: `GET /unit`. */
  readonly operation: string
  readonly code?: string | undefined
  readonly requestId?: string | undefined
  /** Milliseconds; the earliest time at which the server wants to be called again. */
  readonly retryAt?: number | undefined
  readonly cause?: unknown
}

/** Every failure of a call to ConfigHub, whatever its cause. */
export class ConfigHubError extends Error {
  override readonly name = 'ConfigHubError'
  readonly status: number
  readonly operation: string
  /** `signed-out`, `no-answer`, `not-offered`, `old-generation`, `schema`, `query-too-long`, or what the server sent. */
  readonly code: string | undefined
  readonly requestId: string | undefined
  readonly retryAt: number | undefined

  constructor({ status, message, operation, code, requestId, retryAt, cause }: ConfigHubErrorFacts) {
    super(message, cause === undefined ? undefined : { cause })
    this.status = status
    this.operation = operation
    this.code = code
    this.requestId = requestId
    this.retryAt = retryAt
  }
}

/** A write may or may not have succeeded: there was no answer, or a success that cannot be read. */
export function mayBeDone(error: unknown): boolean {
  const isSuccess = error instanceof ConfigHubError && error.status >= 200 && error.status < 300
  return isSuccess || isNoAnswer(error)
}

export function isNoAnswer(error: unknown): boolean {
  return (
    error instanceof ConfigHubError && (error.status === 0 || error.status === 502 || error.status === 504)
  )
}

/** The call was given up, or a gateway gave it up, while the server may still be at work on it. */
export function isLate(error: ConfigHubError): boolean {
  return error.status === 504 || isTimeout(error.cause)
}

/** The connection broke before an answer came, ours or that of a gateway. */
export function isCutOff(error: ConfigHubError): boolean {
  return isNoAnswer(error) && !isLate(error)
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

export function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError'
}

/** Parses the body of a failed call: the envelope, an array of failed items, or plain text. */
export async function errorFromResponse(response: Response, operation: string): Promise<ConfigHubError> {
  const text = await response.text().catch(() => '')
  const { message, code } = readEnvelope(text)
  const waitMs = retryAfterMs(response)
  const { status } = response
  const isOffered = code === 'not-offered' || !isNotOffered(status, operation)
  return new ConfigHubError({
    status,
    operation,
    code: isOffered ? (code ?? (isRedirect(status) ? 'hub-redirects' : undefined)) : 'not-offered',
    message: isOffered
      ? (message ?? fallback(status, operation))
      : `This hub does not offer ${operation} (status ${status}).${message === undefined ? '' : ` It says: ${message}`}`,
    requestId: response.headers.get('X-Request-Id') ?? undefined,
    retryAt: waitMs === undefined ? undefined : Date.now() + waitMs,
  })
}

/** A list exists for everyone, even if empty (contract 2.4), so a 404 means a missing operation, not a missing entity. */
function isNotOffered(status: number, operation: string): boolean {
  if (status === 501 || status === 405) return true
  return status === 404 && /^GET \/[a-z_]+$/.test(operation)
}

function readEnvelope(text: string): { message?: string | undefined; code?: string | undefined } {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    // A proxy's HTML page is useless to a person; a short line of text may help.
    return text !== '' && text.length < 500 && !text.trimStart().startsWith('<') ? { message: text } : {}
  }
  if (Array.isArray(body)) return { message: body.map(itemMessage).find((found) => found !== undefined) }
  // Both spellings are on the wire (contract 2.5, A8).
  return { message: field(body, 'message', 'Message'), code: field(body, 'code', 'Code') }
}

function itemMessage(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || !('Error' in item)) return undefined
  return field(item.Error, 'Message', 'message')
}

function field(body: unknown, ...names: string[]): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const entries = new Map<string, unknown>(Object.entries(body))
  for (const name of names) {
    const value = entries.get(name)
    if (typeof value === 'string' && value !== '') return value
  }
  return undefined
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400
}

function fallback(status: number, operation: string): string {
  if (isRedirect(status)) {
    return `ConfigHub answers ${operation} with a redirect (${status}), which is not followed. Is CONFIGHUB_URL right?`
  }
  if (status === 401) return 'You are signed out.'
  if (status === 403) return 'You do not have permission for this.'
  if (status === 404) return 'It does not exist, or you may not see it.'
  if (status === 429) return 'ConfigHub is busy: too many requests.'
  return `ConfigHub answered ${operation} with status ${status} and no explanation.`
}
