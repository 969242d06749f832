import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'

export type OddHub = {
  readonly port: number
  /** How lists of Units are answered from now on; everything else is answered as it should be. */
  answerUnits(answer: (response: ServerResponse) => void): void
  close(): void
}

const facts = {
  'Content-Type': 'application/json',
  'ConfigHub-Version': '0.8.12',
  'X-Request-Id': 'odd-hub-1',
}
const person = {
  UserID: '00000000-0000-4000-8000-000000000001',
  OrganizationID: '00000000-0000-4000-8000-000000000002',
  DisplayName: 'Olive Odd',
}

/** A server that signs everyone in and then misbehaves as it is told: what a real hub does on a bad day. */
export async function startOddHub(): Promise<OddHub> {
  let answer: (response: ServerResponse) => void = (response) => response.writeHead(200, facts).end('[]')
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://hub.test')
    if (pathname === '/api/unit') return answer(response)
    response.writeHead(200, facts)
    if (pathname === '/api/me') response.end(JSON.stringify(person))
    else if (pathname === '/api/info') response.end(JSON.stringify({ Version: '0.8.12' }))
    else response.end('[]')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    answerUnits: (next) => {
      answer = next
    },
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
