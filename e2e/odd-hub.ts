import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'

type Answer = (response: ServerResponse) => void

export type OddHub = {
  readonly port: number
  /** How a path below `/api` is answered from now on. */
  answerPath(path: string, answer: Answer): void
  /** The version that every answer names from now on; nothing for none. */
  speak(version: string | undefined): void
  setClockBehind(seconds: number): void
  /** Takes back all of the above. */
  behave(): void
  /** How lists of Units are answered from now on; everything else is answered as it should be. */
  answerUnits(answer: Answer): void
  close(): void
}

const facts = { 'Content-Type': 'application/json', 'X-Request-Id': 'odd-hub-1' }
const person = {
  UserID: '00000000-0000-4000-8000-000000000001',
  OrganizationID: '00000000-0000-4000-8000-000000000002',
  DisplayName: 'Olive Odd',
}

/** A server that signs everyone in and then misbehaves as it is told: what a real hub does on a bad day. */
export async function startOddHub(): Promise<OddHub> {
  const answers = new Map<string, Answer>()
  let version: string | undefined = '0.8.12'
  let secondsBehind = 0
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://hub.test')
    const path = pathname.replace(/^\/api/, '')
    if (secondsBehind !== 0)
      response.setHeader('Date', new Date(Date.now() - secondsBehind * 1000).toUTCString())
    if (version !== undefined) response.setHeader('ConfigHub-Version', version)
    const answer = answers.get(path)
    if (answer !== undefined) return answer(response)
    response.writeHead(200, facts)
    if (path === '/me') response.end(JSON.stringify(person))
    else if (path === '/info') response.end(JSON.stringify({ Version: version }))
    else response.end('[]')
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
    },
    setClockBehind: (seconds) => {
      secondsBehind = seconds
    },
    behave: () => {
      answers.clear()
      version = '0.8.12'
      secondsBehind = 0
    },
    answerUnits: (answer) => void answers.set('/unit', answer),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Sends as much as is taken, for ever. */
export function endless(response: ServerResponse): void {
  const block = 'x'.repeat(64 * 1024)
  const more = () => {
    while (!response.destroyed && response.write(block));
  }
  response.on('drain', more)
  more()
}
