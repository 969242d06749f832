import { Agent, request } from 'node:http'
import type { FuzzRequest } from '#tests/contract/fuzz/requests.ts'

export type FuzzAnswer = {
  /** 0 = there was no answer; `text` says why. */
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly ms: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 })

/** Sends the path as it is; `fetch` would normalise it. */
export async function send(base: string, next: FuzzRequest, timeoutMs: number): Promise<FuzzAnswer> {
  const started = performance.now()
  const answer = await exchange(base, next, timeoutMs)
  return { ...answer, ms: performance.now() - started }
}

export function hangUp(): void {
  agent.destroy()
}

function exchange(base: string, next: FuzzRequest, timeout: number): Promise<Omit<FuzzAnswer, 'ms'>> {
  const { hostname, port, pathname } = new URL(base)
  const { method, path, headers, body } = next
  return new Promise((resolve) => {
    const failed = (reason: string) => resolve({ status: 0, headers: {}, text: reason })
    const options = {
      agent,
      hostname,
      port,
      method,
      path: pathname + path,
      timeout,
      headers: {
        ...latin(headers),
        ...(body === undefined ? {} : { 'Content-Length': String(body.length) }),
      },
    }
    const sending = request(options, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
      })
      response.on('error', (cause) => failed(cause.message))
    })
    sending.on('timeout', () => sending.destroy(new Error('no answer in time')))
    sending.on('error', (cause) => {
      // The hub closed an idle connection just when it was used again.
      const lost = 'code' in cause && (cause.code === 'ECONNRESET' || cause.code === 'EPIPE')
      if (sending.reusedSocket && lost) resolve(exchange(base, next, timeout))
      else failed(cause.message)
    })
    sending.end(body)
  })
}

/** Headers are bytes: characters beyond Latin-1 are sent as UTF-8. */
function latin(headers: FuzzRequest['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
  )
}
