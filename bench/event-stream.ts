import { Agent, request } from 'node:http'

/** A stream of events as it arrived: the text, and milliseconds from the request to its parts. */
export type Streamed = {
  readonly text: string
  /** Milliseconds until the first line with one of the wanted events was there. */
  readonly firstMs: number
  readonly allMs: number
}

const agent = new Agent({ keepAlive: true })

/** Only looks for the first event while it reads: parsing would be work of the client in the server's time. */
export function streamed(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
  event: string,
): Promise<Streamed> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const parts: string[] = []
    let firstMs = Number.NaN
    const init = { agent, method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' } }
    const sending = request(url, init, (answer) => {
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        if (Number.isNaN(firstMs) && part.includes(`"event":"${event}"`))
          firstMs = performance.now() - started
        parts.push(part)
      })
      answer.on('error', reject)
      answer.on('end', () => {
        const text = parts.join('')
        if (answer.statusCode !== 200) reject(new Error(`${url}: ${answer.statusCode} ${text.slice(0, 500)}`))
        else resolve({ text, firstMs, allMs: performance.now() - started })
      })
    })
    sending.on('error', reject)
    sending.end(JSON.stringify(body))
  })
}
