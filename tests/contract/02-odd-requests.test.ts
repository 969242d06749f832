import { request } from 'node:http'
import { describe, expect, inject, it } from 'vitest'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { EnvelopeShape } from '#tests/contract/shapes/answers.ts'

type Answer = { readonly status: number | undefined; readonly requestId: unknown; readonly text: string }

/** `fetch` refuses to send some of these; a scanner does not. */
function send(hub: HubAddress, method: string, path: string): Promise<Answer> {
  const { hostname, port } = new URL(hub.url)
  const headers = { Authorization: `Bearer ${hub.adminToken}` }
  return new Promise((resolve, reject) => {
    request({ hostname, port, method, path, headers }, (response) => {
      const parts: Buffer[] = []
      response
        .on('data', (part: Buffer) => parts.push(part))
        .on('end', () =>
          resolve({
            status: response.statusCode,
            requestId: response.headers['x-request-id'],
            text: Buffer.concat(parts).toString('utf8'),
          }),
        )
        .on('error', reject)
    })
      .on('error', reject)
      .end()
  })
}

describe.each(inject('readingHubs'))('malformed requests on $database (contract 2.6)', (hub) => {
  it.each([
    ['TRACE', '/api/unit', 405],
    ['PROPFIND', '/api/unit', 405],
    ['OPTIONS', '/api/unit', 405],
    ['GET', '/api/unit/%zz', 400],
    ['GET', '/api/%', 400],
    ['GET', '/api/space/%E0%A4%A', 400],
    ['GET', '/api/unit?where=%zz', 400],
    ['PUT', '/api/unit', 404],
    ['GET', '/api/nope', 404],
  ])('%s %s is answered with %i and the usual error envelope', async (method, path, status) => {
    const answer = await send(hub, method, path)

    expect(answer.status, answer.text).toBe(status)
    expect(EnvelopeShape.parse(JSON.parse(answer.text)).Code).toBe(String(status))
    expect(answer.requestId).toMatch(/\S/)
  })
})
