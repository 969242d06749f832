import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Agent, fetch as undiciFetch } from 'undici'
import type { Send } from '#lib/confighub/client.ts'

export const timeoutMs = 30_000

/** How long the explanation of a refusal may take once its status has arrived: a list of units, or a gateway's page. */
type Room = { readonly ms: number; readonly bytes: number }
const roomOfHub: Room = { ms: 1000, bytes: 8 * 1024 * 1024 }
const roomOfGateway: Room = { ms: 150, bytes: 64 * 1024 }
const maxSilenceMs = 150

/** One pool of connections to ConfigHub for the whole process. */
const connections = new Agent({ connect: { timeout: 10_000 } })

/**
 * One call to ConfigHub with undici's own `fetch`, which gives up after 30 seconds. The global one is not usable:
 * Next.js replaces it and splits the body of each GET in two. Nobody reads the second half, so cancelling never
 * completes and every document is held in memory twice. Redirects are returned, not followed; neither they nor refusals
 * wait for a body that does not come.
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
  // The same class under two names: in the types of Node.js and in those of browsers.
  const stream = answer.body instanceof ReadableStream ? answer.body : null
  if (status < 300 || stream === null) return new Response(stream, { status, statusText, headers })
  // The status says everything for these two.
  const saysEnough = status < 400 || status === 401
  const reason = saysEnough ? undefined : await readReason(stream, status > 501 ? roomOfGateway : roomOfHub)
  if (reason !== undefined) return new Response(reason, { status, statusText, headers })
  void stream.cancel().catch(() => undefined)
  if (saysEnough) return new Response(null, { status, statusText, headers })
  headers.set('Content-Type', 'application/json')
  const message = `ConfigHub answered with status ${status} and its explanation was cut off.`
  return new Response(JSON.stringify({ message, Message: message }), { status, statusText, headers })
}

/** The whole body of a refusal; undefined when it is truncated, endless, or slow. */
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
    // On a busy machine the timeout may fire while the answer waits in the socket; one more turn of the event loop
    // reads it.
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
