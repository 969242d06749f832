import type { Reader } from '#lib/base/reader.ts'
import { answeredCall, checkedJson } from '#lib/confighub/answer.ts'
import { ConfigHubError, errorFromResponse, isAbort } from '#lib/confighub/error.ts'

/** Calls one of Hubdeck's own routes; failures have the form of ConfigHub's, so they are shown the same way. */
export async function callDashboard(path: string, init: RequestInit = {}): Promise<Response> {
  const operation = operationOf(path, init)
  let response: Response
  try {
    response = await fetch(path, init)
  } catch (cause) {
    if (isAbort(cause) || init.signal?.aborted) throw cause
    throw noAnswer(operation, cause)
  }
  if (!response.ok) throw await errorFromResponse(response, operation)
  return response
}

export async function callDashboardJson<T>(
  path: string,
  schema: Reader<T>,
  init: RequestInit = {},
): Promise<T> {
  const response = await callDashboard(path, init)
  const operation = operationOf(path, init)
  let text: string
  try {
    text = await response.text()
  } catch (cause) {
    if (isAbort(cause) || init.signal?.aborted) throw cause
    throw noAnswer(operation, cause)
  }
  // A gateway between the browser and Hubdeck may answer in its place.
  return checkedJson(text, schema, answeredCall(response, operation))
}

function operationOf(path: string, init: RequestInit): string {
  return `${init.method ?? 'GET'} ${path}`
}

function noAnswer(operation: string, cause: unknown): ConfigHubError {
  return new ConfigHubError({
    status: 0,
    code: 'no-answer',
    operation,
    cause,
    message: 'Hubdeck itself does not answer. Is it still running, and is this machine online?',
  })
}

export function jsonBody(method: 'POST' | 'DELETE', body: unknown, signal?: AbortSignal): RequestInit {
  return {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  }
}
