import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { env } from '#lib/server/env.ts'

/** Ours alone: what a client sends under this name is overwritten before anything reads it. */
const socketHeader = 'x-hubdeck-socket-address'

/**
 * Next hands a route no socket, and its own `X-Forwarded-For` keeps whatever the client wrote there. So the address of
 * the socket is written into a header of ours as each request begins.
 */
export function noteSocketAddresses(): void {
  subscribe('http.server.request.start', (message) => {
    const request =
      typeof message === 'object' && message !== null && 'request' in message ? message.request : null
    if (request instanceof IncomingMessage) request.headers[socketHeader] = request.socket.remoteAddress ?? ''
  })
}

/**
 * Where a request comes from, as far as it can be trusted: the socket, or with HUBDECK_ORIGIN what the proxy in front
 * of us added last to `X-Forwarded-For`. Whatever stands before that, anybody may have written.
 */
export function clientAddress(request: Request): string {
  const socket = request.headers.get(socketHeader) ?? ''
  const forwarded = request.headers.get('X-Forwarded-For')?.split(',').at(-1)?.trim()
  return neighbourhood(env().HUBDECK_ORIGIN === undefined ? socket : forwarded || socket)
}

/** One subscriber has all addresses of an IPv6 network of 64 bits, so these count as one. */
function neighbourhood(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [bare = ''] = address.split('%')
  if (!isIPv6(bare)) return address
  const [start = '', end] = bare.split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const missing = end === undefined ? 0 : 8 - groups(start).length - groups(end).length
  const all = [...groups(start), ...Array.from({ length: missing }, () => '0'), ...groups(end ?? '')]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
