import 'server-only'

/** For a proxy in between: one that buffers or compresses an answer would turn the stream into a wait. */
export const streamHeaders = { 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' }

/**
 * A text whose parts are made when the reader asks for them: one who reads slowly keeps nothing waiting in memory, and
 * one who leaves ends the work. No part is empty.
 */
export function streamText(
  parts: AsyncGenerator<string>,
  onGone: () => void,
  headers: Readonly<Record<string, string>>,
): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await parts.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    async cancel() {
      onGone()
      await parts.return(undefined)
    },
  })
  return new Response(body, { headers: { ...headers, ...streamHeaders } })
}
