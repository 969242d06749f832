import '#lib/confighub/schema/words.ts'
import type { Reader } from '#lib/base/reader.ts'
import {
  type AnsweredCall,
  answeredCall,
  checked,
  jsonOf,
  refuseWebPage,
  unexpected,
} from '#lib/confighub/answer.ts'
import type { ConfigHubOptions, ListParameters, Page } from '#lib/confighub/client.ts'
import { ConfigHubError, errorFromResponse, isAbort, isTimeout } from '#lib/confighub/error.ts'
import { createGenerationCheck } from '#lib/confighub/generation.ts'
import { waitBeforeRepeat } from '#lib/confighub/repeat.ts'

/** The server refuses longer queries with a 400 (contract 10), so this is checked before sending. */
const maxQueryLength = 8192

export type QueryParameters = Record<string, string | number | boolean | undefined>

export type Call = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the base, segments already encoded. */
  readonly path: string
  readonly query?: QueryParameters | undefined
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly signal?: AbortSignal | undefined
  /** The call may be sent again: reads, and dry runs. */
  readonly safe: boolean
  /** The caller follows a 429 by itself. */
  readonly isPaced?: boolean
}

/** A write of JSON. */
export function jsonWrite(
  method: 'POST' | 'PATCH',
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Call {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  return {
    method,
    safe: false,
    path,
    headers: { 'Content-Type': type },
    body: JSON.stringify(body),
    signal,
  }
}

export type Transport = {
  /** Returns any answer, after backing off where that is safe; throws only when there is none. */
  answer(call: Call): Promise<Response>
  json<T>(call: Call, schema: Reader<T>): Promise<T>
  /** The checked body of a successful answer. */
  read<T>(response: Response, call: Call, schema: Reader<T>): Promise<T>
  page<T>(call: Call, schema: Reader<T[]>): Promise<Page<T>>
  bytes(call: Call): Promise<{ data: string; dataHash: string }>
}

export function createTransport(options: ConfigHubOptions): Transport {
  const { base, retryPolicy = 'person' } = options
  const answer = async (call: Call): Promise<Response> => {
    const url = `${base}${call.path}${queryString(call)}`
    let waitedMs = 0
    for (let attempt = 1; ; attempt++) {
      const response = await sendOnce(options, url, call, attempt)
      if (response === undefined) continue
      // A 429 means that nothing was done, so even a write may be sent again.
      const mayRepeat = call.safe || (response.status === 429 && call.isPaced !== true)
      const waitMs = mayRepeat ? waitBeforeRepeat(response, retryPolicy, attempt, waitedMs) : undefined
      if (waitMs === undefined) return response
      // Not awaited, because cancelling a body may take long.
      void response.body?.cancel().catch(() => undefined)
      await pause(waitMs, call.signal)
      waitedMs += waitMs
    }
  }

  const success = async (call: Call): Promise<Response> => {
    const response = await answer(call)
    if (!response.ok) throw await errorFromResponse(response, operationOf(call))
    return response
  }

  const refuseOldGeneration = createGenerationCheck((path, query) =>
    answer({ method: 'GET', path, query, safe: true }),
  )

  const read = async <T>(response: Response, call: Call, schema: Reader<T>): Promise<T> => {
    const answered = answeredCall(response, operationOf(call))
    const body = jsonOf(await readBody(call, () => response.text()), answered)
    // `/info` is read before the version is known.
    if (call.path !== '/info') await refuseOldGeneration(response, operationOf(call))
    return checked(body, schema, answered)
  }

  const json = async <T>(call: Call, schema: Reader<T>): Promise<T> => read(await success(call), call, schema)

  const page = async <T>(call: Call, schema: Reader<T[]>): Promise<Page<T>> => {
    const response = await success(call)
    const items = await read(response, call, schema)
    const next = response.headers.get('ConfigHub-Continue')
    const answeredAt = Date.parse(response.headers.get('Date') ?? '')
    return {
      items,
      ...(next === null ? {} : { next }),
      ...(Number.isNaN(answeredAt) ? {} : { answeredAt }),
    }
  }

  const bytes = async (call: Call): Promise<{ data: string; dataHash: string }> => {
    const response = await success(call)
    // `text()` would drop a byte order mark, and the document would no longer have its hash.
    const bytes = await readBody(call, () => response.arrayBuffer())
    const answered = answeredCall(response, operationOf(call))
    const data = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    refuseWebPage('a document', answered)
    await refuseOldGeneration(response, operationOf(call))
    return { data, dataHash: dataHashOf(response, answered) }
  }

  return { answer, json, read, page, bytes }
}

/** Undefined when the connection failed and the call may be sent again. */
async function sendOnce(
  { send, headers = {}, retryPolicy }: ConfigHubOptions,
  url: string,
  call: Call,
  attempt: number,
): Promise<Response | undefined> {
  const { method, body, signal } = call
  const init: RequestInit = { method, headers: { ...headers, ...call.headers } }
  if (body !== undefined) init.body = body
  if (signal !== undefined) init.signal = signal
  try {
    return await send(new Request(url, init))
  } catch (cause) {
    if (isAbort(cause) || signal?.aborted) throw cause
    if (call.safe && retryPolicy !== 'none' && attempt === 1 && !isTimeout(cause)) return undefined
    throw noAnswer(call, cause)
  }
}

function dataHashOf({ headers }: Response, call: AnsweredCall): string {
  const dataHash = /^(?:W\/)?"([^"]+)"$/.exec(headers.get('ETag') ?? '')?.[1]
  if (dataHash === undefined) throw unexpected(call, 'ETag: expected the DataHash of the document in quotes.')
  return dataHash
}

export function operationOf(call: Call): string {
  return `${call.method} ${call.path}`
}

/** Query parameters of lists; `undefined` and empty text are left out. */
export function listQuery(parameters: ListParameters): QueryParameters {
  return { ...parameters }
}

function queryString(call: Call): string {
  const pairs = Object.entries(call.query ?? {}).flatMap(([name, value]) =>
    // Unpaired surrogates, as in a truncated emoji, cannot be encoded.
    value === undefined || value === ''
      ? []
      : [`${name}=${encodeURIComponent(String(value).toWellFormed())}`],
  )
  const text = pairs.join('&')
  if (text.length <= maxQueryLength) return text === '' ? '' : `?${text}`
  throw new ConfigHubError({
    status: 400,
    code: 'query-too-long',
    operation: operationOf(call),
    message:
      `The query is too long: ${text.length.toLocaleString('en')} characters when encoded, ` +
      `ConfigHub accepts ${maxQueryLength.toLocaleString('en')}. Shorten it, or split it into several.`,
  })
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}

async function readBody<T>(call: Call, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    if (isAbort(cause) || call.signal?.aborted) throw cause
    throw noAnswer(call, cause)
  }
}

function noAnswer(call: Call, cause: unknown): ConfigHubError {
  return new ConfigHubError({
    status: 0,
    code: 'no-answer',
    operation: operationOf(call),
    cause,
    message: `No answer to ${operationOf(call)}. Is the server running, and can this machine reach it?`,
  })
}
