import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http'
import { createServer } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { envelope } from '#hub/access/failure.ts'
import { hubVersion } from '#hub/api/http/version.ts'
import { StoreProblem } from '#hub/store/problem.ts'

/** Bytes: room for a query string that is too long, so that the hub itself can say so with its envelope. */
const maxHeaderSize = 131_072
/**
 * Longer than clients and load balancers keep an idle connection: one that sends a request over it at the moment the hub
 * closes it would get a reset instead of an answer.
 */
const keepAliveTimeout = 75_000

/** Serves a hub; bytes that do not form a request are also refused with the envelope and an id (contract 2.5, 11.15). */
export async function listen(
  hub: { fetch: (request: Request) => Promise<Response> },
  hostname: string,
  port: number,
): Promise<Server> {
  const errorHandler = (cause: unknown) => {
    const message = `The request cannot be read: ${cause instanceof Error ? cause.message : cause}`
    return Response.json(envelope(400, message), { status: 400, headers: ownHeaders() })
  }
  const listener = getRequestListener(hub.fetch, { hostname, errorHandler, autoCleanupIncoming: false })
  const server = createHttpServer({ maxHeaderSize, keepAliveTimeout }, (incoming, outgoing) => {
    outgoing.once('finish', () => discardRest(incoming))
    void listener(incoming, outgoing)
  })
  server.on('clientError', refuse)
  server.on('connect', (_request, socket) =>
    answerOver(socket, 405, 'The hub is not a proxy: it does not accept CONNECT.'),
  )
  try {
    server.listen(port, hostname)
    await once(server, 'listening')
  } catch (cause) {
    throw listenProblem(cause, hostname, port)
  }
  return server
}

/** Reads and discards the rest of a refused request, because its connection serves the next one (RFC 9112 9.3). */
function discardRest(incoming: IncomingMessage): void {
  if (incoming.readableEnded) return
  incoming.removeAllListeners('data')
  incoming.resume()
}

const refusals: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, `The headers have more than ${maxHeaderSize} bytes.`],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
}

/** Answers bytes that are not HTTP: there is no request, only a connection to write to. */
function refuse(cause: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || cause.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const [status, message] = refusals[cause.code ?? ''] ?? [400, `The request is not HTTP: ${cause.message}`]
  answerOver(socket, status, message)
}

function answerOver(socket: Duplex, status: number, message: string): void {
  const body = JSON.stringify(envelope(status, message))
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
    ...ownHeaders(),
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join('')}\r\n${body}`)
}

function ownHeaders() {
  return { 'X-Request-Id': randomUUID(), 'ConfigHub-Version': hubVersion }
}

const stopTimeoutMs = 5_000

/** Lets running requests finish, but no client can keep the hub from stopping. */
export async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  const impatient = setTimeout(() => server.closeAllConnections(), stopTimeoutMs)
  await closed
  clearTimeout(impatient)
}

export async function mustBeFree(host: string, port: number): Promise<void> {
  const probe = createServer()
  try {
    probe.listen(port, host)
    await once(probe, 'listening')
  } catch (cause) {
    throw listenProblem(cause, host, port)
  }
  probe.close()
  await once(probe, 'close')
}

function listenProblem(cause: unknown, hostname: string, port: number): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'EADDRINUSE')
    return new StoreProblem(`Port ${port} on ${hostname} is taken. Choose another with --port.`)
  if (code === 'EACCES')
    return new StoreProblem(
      `Port ${port} needs privileges this user does not have. Choose another with --port.`,
    )
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new StoreProblem(`This machine has no address ${hostname}. Choose another with --host.`)
  return cause
}
