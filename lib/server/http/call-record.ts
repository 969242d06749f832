import 'server-only'
import type { AskedCall } from '#lib/confighub/asked-call.ts'
import type { Send } from '#lib/confighub/client.ts'

/** An answer has few kinds of calls; a request id of each page is not needed to find them. */
const maxKinds = 40
const maxRequestIds = 3

/** Which calls were made through a `send`, so that a page can say what its answer came from. Pages of a list are one kind. */
export class CallRecord {
  readonly #kinds = new Map<string, AskedCall>()
  readonly #send: Send

  constructor(send: Send) {
    this.#send = send
  }

  get calls(): readonly AskedCall[] {
    return [...this.#kinds.values()]
  }

  readonly send: Send = async (request) => {
    const started = performance.now()
    const answer = await this.#send(request)
    // Whoever asked reads all of it anyway.
    const body = answer.body === null ? null : await answer.arrayBuffer()
    this.#keep(request, answer, { bytes: body?.byteLength ?? 0, ms: performance.now() - started })
    const { status, statusText, headers } = answer
    return new Response(body, { status, statusText, headers })
  }

  #keep(request: Request, answer: Response, cost: { readonly bytes: number; readonly ms: number }): void {
    const { pathname, searchParams } = new URL(request.url)
    searchParams.delete('continue')
    const key = `${request.method} ${pathname}?${searchParams}`
    const known = this.#kinds.get(key)
    if (known === undefined && this.#kinds.size >= maxKinds) return
    const requestId = answer.headers.get('X-Request-Id')
    const ids = new Set(known?.requestIds)
    if (requestId !== null && ids.size < maxRequestIds) ids.add(requestId)
    this.#kinds.set(key, {
      operation: `${request.method} ${pathname}`,
      parameters: Object.fromEntries(searchParams),
      times: (known?.times ?? 0) + 1,
      status: Math.max(known?.status ?? 0, answer.status),
      bytes: (known?.bytes ?? 0) + cost.bytes,
      ms: (known?.ms ?? 0) + cost.ms,
      requestIds: [...ids],
    })
  }
}
