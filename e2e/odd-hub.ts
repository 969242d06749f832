import { once } from 'node:events'
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export type Answer = (response: ServerResponse) => void

export type OddHub = {
  readonly port: number
  /** How a path below `/api`, or every path of a form, is answered from now on. */
  answerPath(path: string | RegExp, answer: Answer): void
  /** The version that every answer names from now on; nothing for none. */
  speak(version: string | undefined): void
  setClockBehind(seconds: number): void
  /** Undoes all of the above. */
  behave(): void
  /** How lists of Units are answered from now on; everything else is answered normally. */
  answerUnits(answer: Answer): void
  close(): void
}

const facts = { 'Content-Type': 'application/json', 'X-Request-Id': 'odd-hub-1' }
const person = {
  UserID: '00000000-0000-4000-8000-000000000001',
  OrganizationID: '00000000-0000-4000-8000-000000000002',
  DisplayName: 'Olive Odd',
}

/**
 * A server that misbehaves on demand, as a real hub does on a bad day. Everything else is answered by the hub
 * `inFrontOf`, a base URL, or without one by a server that signs everyone in and is empty.
 */
export async function startOddHub(inFrontOf?: string): Promise<OddHub> {
  const answers = new Map<string | RegExp, Answer>()
  let version: string | undefined = '0.8.12'
  let isTold = false
  let secondsBehind = 0
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://hub.test')
    const path = pathname.replace(/^\/api/, '')
    if (secondsBehind !== 0)
      response.setHeader('Date', new Date(Date.now() - secondsBehind * 1000).toUTCString())
    if (version !== undefined) response.setHeader('ConfigHub-Version', version)
    const answer = [...answers].find(([asked]) => isAsked(asked, path))?.[1]
    if (answer !== undefined) return answer(response)
    if (inFrontOf !== undefined) return handOn(request, response, inFrontOf, !isTold)
    response.writeHead(200, facts)
    response.end(JSON.stringify(emptyAnswer(path, version)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    answerPath: (path, answer) => void answers.set(path, answer),
    speak: (next) => {
      version = next
      isTold = true
    },
    setClockBehind: (seconds) => {
      secondsBehind = seconds
    },
    behave: () => {
      answers.clear()
      version = '0.8.12'
      isTold = false
      secondsBehind = 0
    },
    answerUnits: (answer) => void answers.set('/unit', answer),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** The answers of a hub with one person and nothing else. */
function emptyAnswer(path: string, version: string | undefined): object {
  if (path === '/me') return person
  if (path === '/info') return { Version: version }
  return path.startsWith('/organization/') ? { Organization: person } : []
}

function isAsked(asked: string | RegExp, path: string): boolean {
  return typeof asked === 'string' ? asked === path : asked.test(path)
}

function handOn(
  request: IncomingMessage,
  response: ServerResponse,
  base: string,
  namesVersion: boolean,
): void {
  const { method, headers } = request
  const address = `${new URL(base).origin}${request.url ?? ''}`
  const further = ask(address, { method, headers }, (answer) => {
    if (!namesVersion) delete answer.headers['confighub-version']
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  further.on('error', () => response.destroy())
  request.pipe(further)
}

/** Sends without end, as fast as the receiver reads. */
export function endless(response: ServerResponse): void {
  const block = 'x'.repeat(64 * 1024)
  const more = () => {
    while (!response.destroyed && response.write(block));
  }
  response.on('drain', more)
  more()
}
