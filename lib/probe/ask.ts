import { maskField } from '#lib/config/mask/mask-field.ts'
import type { Send } from '#lib/confighub/client.ts'
import { errorFromResponse } from '#lib/confighub/error.ts'
import { isLimitHeader } from '#lib/connection/limits-line.ts'
import type { Heard } from '#lib/connection/measurements.ts'
import { silenceOf } from '#lib/probe/silence.ts'

export type Asking = {
  /** Base URL with `/api` at its end. */
  readonly base: string
  readonly send: Send
  readonly headers: Readonly<Record<string, string>>
  readonly token: string | undefined
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** The answer and its JSON; without JSON if none came, or too much of it. */
export type Asked = { readonly heard: Heard; readonly body?: unknown }

/** Identities are small; a longer answer is not one. */
const maxBytes = 64 * 1024
const maxMessage = 300
const keptHeaders: ReadonlySet<string> = new Set(['confighub-version', 'date', 'retry-after'])

/** One GET; its failure counts as a measurement too. */
export async function ask(asking: Asking, path: string, wants: 'body' | 'status'): Promise<Asked> {
  const { base, send, headers, token, timeoutMs, signal } = asking
  // `/info` needs no token, and is requested before anything is known about the server.
  const isOpen = token === undefined || path === '/info'
  const authorization: Record<string, string> = isOpen ? {} : { Authorization: `Bearer ${token}` }
  const request = new Request(`${base}${path}`, {
    headers: { ...headers, ...authorization },
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  })
  const started = performance.now()
  const startedAt = Date.now()
  try {
    const response = await send(request)
    const at = (startedAt + Date.now()) / 2
    const durationMs = performance.now() - started
    const kept = Object.fromEntries(
      [...response.headers]
        .filter(([name]) => keptHeaders.has(name) || isLimitHeader(name))
        .map(([name, value]) => [name, withoutSecrets(value, token)]),
    )
    const heard: Heard = { kind: 'answer', status: response.status, durationMs, at, headers: kept }
    if (response.ok) return { heard, body: await bodyOf(response, wants) }
    if (response.status === 401 || response.status < 400) {
      discard(response)
      return { heard }
    }
    const text = await startOf(response)
    const { message } = await errorFromResponse(new Response(text, { status: response.status }), path)
    return { heard: { ...heard, message: withoutSecrets(message, token) } }
  } catch (cause) {
    if (signal.aborted) throw cause
    return { heard: silenceOf(cause, timeoutMs) }
  }
}

/** The hub's message, masked for the report: it might contain the token, or any other secret. */
export function withoutSecrets(text: string, token: string | undefined): string {
  const without = token === undefined || token === '' ? text : text.replaceAll(token, '(the token)')
  return maskField('', without.slice(0, maxMessage), {})
}

async function bodyOf(response: Response, wants: 'body' | 'status'): Promise<unknown> {
  if (wants === 'status') {
    discard(response)
    return undefined
  }
  try {
    return JSON.parse(await startOf(response))
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

async function startOf(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  const parts: Uint8Array[] = []
  let size = 0
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.byteLength
    parts.push(part.value)
    if (size > maxBytes) {
      void reader?.cancel().catch(() => undefined)
      break
    }
  }
  return new TextDecoder().decode(Buffer.concat(parts))
}

/** Not awaited, because an answer that nobody reads may take long to end. */
function discard(response: Response): void {
  void response.body?.cancel().catch(() => undefined)
}
