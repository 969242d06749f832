import 'server-only'
import { streamHeaders, streamText } from '#lib/server/http/stream-text.ts'
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
  return new Response(stream, { headers: { ...lineHeaders(requestId), ...streamHeaders } })
}

/** Lines that are made when the reader asks for them. Messages in them are masked by whoever makes them. */
export function streamLines<Line>(
  lines: AsyncGenerator<Line>,
  onGone: () => void,
  requestId: string,
): Response {
  return streamText(lineTexts(lines), onGone, lineHeaders(requestId))
}

async function* lineTexts<Line>(lines: AsyncGenerator<Line>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`
}

function lineHeaders(requestId: string): Record<string, string> {
  return { 'Content-Type': 'application/x-ndjson', 'X-Request-Id': requestId }
}

/** Messages may quote anything; seals and values are encrypted or masked where they are created. */
function masked(name: string, value: unknown): unknown {
  const isSentence = name === 'reason' || name === 'message'
  return isSentence && typeof value === 'string' ? maskMessage(value) : value
}
