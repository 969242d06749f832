import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Send } from '#lib/confighub/client.ts'
import { isAbort, isTimeout } from '#lib/confighub/error.ts'
import { waitBeforeRepeat } from '#lib/confighub/repeat.ts'
import { readBody } from '#lib/server/http/request-body.ts'
import { timeoutMs } from '#lib/server/http/send.ts'
import { AnswerTooLarge, type Carries, maskAnswer } from '#lib/server/masking/mask-answer.ts'
import { refuse, refuseSignedOut } from '#lib/server/masking/refusal.ts'

export const userAgent = 'hubdeck/0.1'

const passedOn = ['Accept', 'Content-Type', 'If-None-Match'] as const
const passedBack = [
  'Content-Type',
  // Times of changes are by the clock of the hub.
  'Date',
  'ETag',
  'ConfigHub-Version',
  'ConfigHub-Continue',
  'Retry-After',
  'X-Request-Id',
] as const

/** Documents come from other people: opened by address, they must not run as a page of this origin. */
const neverAPage = {
  'Cache-Control': 'private, no-store',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
} as const

export type ForwardTarget = {
  /** `https://hub.example/api` */
  readonly base: string
  /** Path and query below the base. */
  readonly path: string
  readonly token: string
  readonly requestId: string
  /** May be retried once when the hub fails temporarily. */
  readonly safe: boolean
  /** What is masked in the answer. */
  readonly carries: Carries
  /** UserID of the caller. */
  readonly owner: string
  readonly send: Send
}

/** Forwards a call to ConfigHub with the person's token, and returns the answer without its secrets. */
export async function forward(request: Request, target: ForwardTarget): Promise<Response> {
  const body = request.method === 'GET' ? undefined : await readBody(request)
  const attempt = () => target.send(upstreamRequest(request, target, body))
  try {
    const first = await attempt().catch((cause: unknown) => {
      if (!target.safe || isAbort(cause) || isTimeout(cause)) throw cause
      return undefined
    })
    const waitMs = first === undefined ? 0 : target.safe ? waitBeforeRepeat(first, 'person', 1, 0) : undefined
    if (first !== undefined && waitMs === undefined) return await answerOf(first, target, request.signal)
    if (first !== undefined) discard(first)
    if (waitMs !== undefined && waitMs > 0) await pause(waitMs, undefined, { signal: request.signal })
    return await answerOf(await attempt(), target, request.signal)
  } catch (cause) {
    return noAnswer(cause, target)
  }
}

/** Not awaited, because cancelling a body may take long. */
function discard(response: Response): void {
  void response.body?.cancel().catch(() => undefined)
}

export function requestIdOf(request: Request): string {
  const given = request.headers.get('X-Request-Id') ?? ''
  return /^[\w.:-]{8,128}$/.test(given) ? given : randomUUID()
}

function upstreamRequest(
  request: Request,
  target: ForwardTarget,
  body: Buffer<ArrayBuffer> | undefined,
): Request {
  const headers = new Headers({
    Authorization: `Bearer ${target.token}`,
    'User-Agent': userAgent,
    'X-Request-Id': target.requestId,
  })
  copyHeaders(passedOn, request.headers, headers)
  return new Request(`${target.base}${target.path}`, {
    method: request.method,
    headers,
    signal: request.signal,
    ...(body === undefined ? {} : { body }),
  })
}

async function answerOf(response: Response, target: ForwardTarget, signal: AbortSignal): Promise<Response> {
  if (response.status === 401) {
    discard(response)
    return refuseSignedOut(response.headers.get('X-Request-Id') ?? target.requestId)
  }
  // Following a redirect could send the reader, or the token, elsewhere.
  if (response.status >= 300 && response.status < 400 && response.status !== 304) {
    discard(response)
    const message = `${target.base} answers with a redirect (${response.status}), which is not followed. Is CONFIGHUB_URL right?`
    return refuse(502, 'hub-redirects', message, response.headers.get('X-Request-Id') ?? target.requestId)
  }
  const headers = new Headers({ ...neverAPage, 'X-Request-Id': target.requestId })
  copyHeaders(passedBack, response.headers, headers)
  const answer = new Response(response.body, { status: response.status, headers })
  return maskAnswer(answer, target.carries, { owner: target.owner, signal })
}

function noAnswer(cause: unknown, { base, requestId }: ForwardTarget): Response {
  if (cause instanceof AnswerTooLarge) return refuse(502, 'answer-too-large', cause.message, requestId)
  if (isTimeout(cause)) {
    const seconds = timeoutMs / 1000
    const message = `ConfigHub at ${base} did not answer within ${seconds} seconds. Narrow the query, or try again.`
    return refuse(504, 'hub-timeout', message, requestId)
  }
  if (isAbort(cause)) return refuse(499, 'cancelled', 'The page stopped waiting for this answer.', requestId)
  const message =
    `ConfigHub at ${base} cannot be reached. Check that it is running and reachable from this machine; ` +
    'the embedded hub is started by npm start, or alone by npm run hub.'
  return refuse(502, 'hub-unreachable', message, requestId)
}

function copyHeaders(names: readonly string[], from: Headers, to: Headers): void {
  for (const name of names) {
    const value = from.get(name)
    if (value !== null) to.set(name, value)
  }
}
