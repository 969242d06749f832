import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Agent, fetch as undiciFetch } from 'undici'
import type { Send } from '#lib/confighub/client.ts'

export const timeoutMs = 30_000

/** What a refusal may take to say why, once its status is here: a hub's can be a list of units, a gateway's is a page. */
type Room = { readonly ms: number; readonly bytes: number }
const roomOfHub: Room = { ms: 1000, bytes: 8 * 1024 * 1024 }
const roomOfGateway: Room = { ms: 150, bytes: 64 * 1024 }
const maxSilenceMs = 150

/** One pool of connections to ConfigHub for the whole process. */
const connections = new Agent({ connect: { timeout: 10_000 } })

/**
 * One call to ConfigHub over undici's own `fetch`, which gives up after 30 seconds. The global one will not do: Next
 * replaces it and splits the body of each GET in two, of which nobody reads the second, so that cancelling the first
 * never ends and every document is held in memory twice. A redirect is handed over, not followed; it and a refusal
 * never wait for the rest of a body that does not come.
 */
export const sendWithTimeout: Send = async (request) => {
  const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer())
  const answer = await undiciFetch(request.url, {
    method: request.method,
    headers: [...request.headers],
    signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]),
    redirect: 'manual',
    dispatcher: connections,
    ...(body === undefined ? {} : { body }),
  })
  const { status, statusText } = answer
  const headers = new Headers([...answer.headers])
  // The same class under two names, one of Node's types and one of the browser's.
  const stream = answer.body instanceof ReadableStream ? answer.body : null
  if (status < 300 || stream === null) return new Response(stream, { status, statusText, headers })
  // Of these two the status says it all.
  const saysEnough = status < 400 || status === 401
  const reason = saysEnough ? undefined : await readReason(stream, status > 501 ? roomOfGateway : roomOfHub)
  if (reason !== undefined) return new Response(reason, { status, statusText, headers })
  void stream.cancel().catch(() => undefined)
  if (saysEnough) return new Response(null, { status, statusText, headers })
  headers.set('Content-Type', 'application/json')
  const message = `ConfigHub answered with status ${status} and its explanation was cut off.`
  return new Response(JSON.stringify({ message, Message: message }), { status, statusText, headers })
}

/** The whole body of a refusal; nothing when it is cut off, endless, or slow in coming. */
async function readReason(
  stream: ReadableStream<Uint8Array>,
  room: Room,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const started = performance.now()
  const reader = stream.getReader()
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const part = await withinSilence(reader.read())
      if (part === undefined) return undefined
      if (part.done) return new Uint8Array(Buffer.concat(parts))
      parts.push(part.value)
      size += part.value.byteLength
      if (size > room.bytes || performance.now() - started > room.ms) return undefined
    }
  } catch {
    return undefined
  } finally {
    reader.releaseLock()
  }
}

async function withinSilence<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<undefined>((resolve) => {
    // On a busy machine the time may be over with the answer waiting in the socket: one more turn reads it.
    timer = setTimeout(
      () =>
        void nextTurn()
          .then(() => nextTurn())
          .then(() => resolve(undefined)),
      maxSilenceMs,
    )
  })
  try {
    return await Promise.race([work, silence])
  } finally {
    clearTimeout(timer)
  }
}
