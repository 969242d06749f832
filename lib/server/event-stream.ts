import 'server-only'

/** Newline-delimited JSON: one event per line, sent as it happens. Work goes on to its end when nobody listens. */
export function streamEvents<Event>(
  run: (tell: (event: Event) => void, gone: AbortSignal) => Promise<void>,
  requestId: string,
): Response {
  const encoder = new TextEncoder()
  const gone = new AbortController()
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const tell = (event: Event) => {
        if (!gone.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`))
      }
      await run(tell, gone.signal)
      if (!gone.signal.aborted) controller.close()
    },
    cancel() {
      gone.abort()
    },
  })
  return new Response(stream, {
    headers: {
      'Content-Type': 'application/x-ndjson',
      'Cache-Control': 'no-store, no-transform',
      // Proxies that collect answers would turn a stream into a wait.
      'X-Accel-Buffering': 'no',
      'X-Request-Id': requestId,
    },
  })
}
