import { createHmac } from 'node:crypto'
import { checkAnswer } from '#tests/contract/check-answer.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'

export type Answer = {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Parsed body; throws when the body is not JSON. */
  readonly json: unknown
}

export type CallOptions = {
  readonly query?: Readonly<Record<string, string | number | boolean>>
  /** Sent as JSON, or as bytes when it is a string. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** User name, `administrator` when absent, `nobody` for no token at all. */
  readonly as?: string
  /** A bearer token to use instead of that of `as`. */
  readonly token?: string
}

export const userAgent = 'contract-tests/1.0'

/** One HTTP call; its answer is checked against the shape of ConfigHub's operation. */
export async function call(
  hub: HubAddress,
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<Answer> {
  const parameters = Object.entries(options.query ?? {}).map(([name, value]) => [name, String(value)])
  const query = parameters.length === 0 ? '' : `?${new URLSearchParams(parameters)}`
  const raw = typeof options.body === 'string'
  const contentType = raw
    ? 'application/octet-stream'
    : method === 'PATCH'
      ? 'application/merge-patch+json'
      : 'application/json'
  const response = await fetch(`${hub.url}${path}${query}`, {
    method,
    headers: {
      'User-Agent': userAgent,
      ...authorization(hub, options),
      ...(options.body === undefined ? {} : { 'Content-Type': contentType }),
      ...options.headers,
    },
    ...(options.body === undefined
      ? {}
      : { body: raw ? String(options.body) : JSON.stringify(options.body) }),
  })
  const text = await response.text()
  checkAnswer({ method, path, status: response.status, text })
  return {
    status: response.status,
    headers: response.headers,
    text,
    get json(): unknown {
      return JSON.parse(text)
    },
  }
}

export async function get(hub: HubAddress, path: string, query: CallOptions['query'] = {}): Promise<Answer> {
  return call(hub, 'GET', path, { query })
}

/** The demo users' tokens are derived from the administrator's. */
export function tokenOf(hub: HubAddress, username: string): string {
  return createHmac('sha256', hub.adminToken).update(username).digest('base64url')
}

function authorization(hub: HubAddress, { as, token: own }: CallOptions): Record<string, string> {
  if (as === 'nobody') return {}
  const token = own ?? (as === undefined ? hub.adminToken : tokenOf(hub, as))
  return { Authorization: `Bearer ${token}` }
}
