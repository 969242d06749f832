import type { Reader } from '#lib/base/reader.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

/** Which call was answered, for the error when the answer is not what it should be. */
export type AnsweredCall = {
  readonly status: number
  /** `GET /unit` */
  readonly operation: string
  readonly contentType?: string | undefined
  readonly requestId?: string | undefined
}

export function answeredCall(response: Response, operation: string): AnsweredCall {
  return {
    status: response.status,
    operation,
    contentType: response.headers.get('Content-Type') ?? undefined,
    requestId: response.headers.get('X-Request-Id') ?? undefined,
  }
}

/** The JSON of an answer, checked. */
export function checkedJson<T>(text: string, schema: Reader<T>, call: AnsweredCall): T {
  return checked(jsonOf(text, call), schema, call)
}

export function jsonOf(text: string, call: AnsweredCall): unknown {
  refuseWebPage('JSON', call)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw unexpected(call, `expected JSON, got ${whatItIs(text)}. Is this really a ConfigHub server?`, cause)
  }
}

/** The same value; otherwise a `schema` error that names operation, field and what was expected. */
export function checked<T>(body: unknown, schema: Reader<T>, call: AnsweredCall): T {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const where = issue === undefined || issue.path.length === 0 ? 'the whole of it' : issue.path.join('.')
  const why = issue?.message.replace(/^Invalid input: /, '') ?? 'not valid'
  throw unexpected(call, `${where}: ${why.replace('received undefined', 'received nothing')}.`)
}

/** A gateway's page with a success status; shown as a document, it would look like one. */
export function refuseWebPage(expected: string, call: AnsweredCall): void {
  if (!/^text\/html\b/i.test(call.contentType ?? '')) return
  throw unexpected(call, `expected ${expected}, got a web page (text/html). Does a gateway answer instead?`)
}

export function unexpected(call: AnsweredCall, why: string, cause?: unknown): ConfigHubError {
  const { status, operation, requestId } = call
  const message = `The answer to ${operation} is not what the API promises: ${why}`
  return new ConfigHubError({ status, code: 'schema', operation, requestId, cause, message })
}

function whatItIs(text: string): string {
  const start = text.trimStart()
  if (start === '') return 'nothing'
  if (start.startsWith('<')) return 'a web page'
  return /^[[{]/.test(start) ? 'only the beginning of it' : 'other text'
}
