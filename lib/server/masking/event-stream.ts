import 'server-only'
import { maskMessage } from '#lib/server/masking/mask-texts.ts'

/**
 * Newline-delimited JSON: one event per line, sent as it happens, with secrets in messages masked. The work finishes
 * even when nobody listens.
 */
export function streamEvents<Event>(
  run: (tell: (event: Event) => void, gone: AbortSignal) => Promise<void>,
  requestId: string,
): Response {
  const encoder = new TextEncoder()
  const gone = new AbortController()
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      let lines = ''
      let isOpen = true
      const flush = () => {
        if (isOpen && !gone.signal.aborted && lines !== '') controller.enqueue(encoder.encode(lines))
        lines = ''
      }
      // What happens at once is sent at once: a write for each of ten thousand lines would take longer than the lines.
      const tell = (event: Event) => {
        if (lines === '') setImmediate(flush)
        lines += `${JSON.stringify(event, masked)}\n`
      }
      try {
        await run(tell, gone.signal)
      } finally {
        flush()
        // What still comes after a failure has nowhere to go.
        isOpen = false
      }
      if (!gone.signal.aborted) controller.close()
    },
    cancel() {
      gone.abort()
    },
  })
  return lineResponse(stream, requestId)
}

/**
 * Lines that are made when the reader asks for them: one who reads slowly keeps nothing waiting in memory, and one who
 * leaves ends the work. Messages in them are masked by whoever makes them.
 */
export function streamLines<Line>(
  lines: AsyncGenerator<Line>,
  onGone: () => void,
  requestId: string,
): Response {
  const encoder = new TextEncoder()
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await lines.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(`${JSON.stringify(next.value)}\n`))
    },
    async cancel() {
      onGone()
      await lines.return(undefined)
    },
  })
  return lineResponse(stream, requestId)
}

function lineResponse(stream: ReadableStream<Uint8Array>, requestId: string): Response {
  return new Response(stream, {
    headers: {
      'Content-Type': 'application/x-ndjson',
      'Cache-Control': 'no-store, no-transform',
      // Proxies that buffer answers would turn the stream into a wait.
      'X-Accel-Buffering': 'no',
      'X-Request-Id': requestId,
    },
  })
}

/** Messages may quote anything; seals and values are encrypted or masked where they are created. */
function masked(name: string, value: unknown): unknown {
  const isSentence = name === 'reason' || name === 'message'
  return isSentence && typeof value === 'string' ? maskMessage(value) : value
}
