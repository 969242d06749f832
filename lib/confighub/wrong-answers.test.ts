import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { createConfigHub } from '#lib/confighub/create.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import {
  type AnsweredCase,
  answeredCases,
  document,
  facts,
  headersFor,
  textOf,
  unit,
  unitData,
  withAt,
} from '#lib/confighub/testing/answered-cases.ts'

// The client on a real socket, with a server that answers each of its calls in every wrong way.
type Answer = (response: ServerResponse, request: IncomingMessage) => void
let answer: Answer = () => undefined
const server = createServer((request, response) => answer(response, request))
let hub: ConfigHub

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
  // As on our server, a redirect is an answer and is not followed.
  const send = (request: Request) => fetch(new Request(request, { redirect: 'manual' }))
  hub = createConfigHub({ base, send, retryPolicy: 'none' })
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const rows = answeredCases
type Headers = Readonly<Record<string, string>>

const sending =
  (text: string, headers: Headers = facts, status = 200): Answer =>
  (response) =>
    void response.writeHead(status, headers).end(text)

async function failureOf(call: AnsweredCase['call']): Promise<ConfigHubError> {
  const error = await call(hub).then(
    (value) => `the answer was taken: ${JSON.stringify(value)}`,
    (cause: unknown) => cause,
  )
  if (error instanceof ConfigHubError) return error
  throw new Error(`expected a ConfigHubError, got ${String(error)}`)
}

async function expectRefused(row: AnsweredCase, given: Answer, ...says: readonly string[]): Promise<void> {
  answer = given
  const error = await failureOf(row.call)
  expect(error).toMatchObject({ code: 'schema', operation: row.operation, requestId: 'req-1' })
  for (const text of [row.operation, 'expected', ...says]) expect(error.message).toContain(text)
}

function placesIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...placesIn(inner).map((rest) => [key, ...rest]),
  ])
}

const ofOtherType = (found: unknown) => (typeof found === 'string' ? 7 : 'seven')
const jsonRows = rows.filter(({ good }) => typeof good !== 'string')
const documentRows = rows.filter(({ good }) => typeof good === 'string')

it.each(rows)('$name accepts the correct answer', async ({ call, good }) => {
  answer = sending(textOf(good), headersFor(good))
  await expect(call(hub).then(() => 'taken')).resolves.toBe('taken')
})

describe('an answer of the wrong shape is refused with operation, field and what was expected', () => {
  it.each(jsonRows.filter(({ needed }) => needed))('$name: a field that is missing', async (row) => {
    for (const place of row.needed ?? []) {
      const path = place.split('.')
      expect(placesIn(row.good).map((each) => each.join('.'))).toContain(place)
      const body = withAt(row.good, path, () => undefined)
      // For lists of several kinds, the error says that the row is neither.
      const isWhole = ['0.User', '0.Unit', 'Unit'].includes(place)
      await expectRefusedOrNeither(row, sending(JSON.stringify(body)), isWhole ? undefined : place)
    }
  })

  it.each(jsonRows)('$name: a field of another type', async (row) => {
    for (const path of placesIn(row.good)) {
      const body = withAt(row.good, path, ofOtherType)
      await expectRefused(row, sending(JSON.stringify(body)), path.join('.'))
    }
  })

  it.each(jsonRows)('$name: without its envelope, or with one too many', async (row) => {
    await expectRefusedOrNeither(row, sending(JSON.stringify(row.bare)), undefined)
    await expectRefused(
      row,
      sending(JSON.stringify(Array.isArray(row.good) ? { Items: row.good } : [row.good])),
    )
  })

  it.each(jsonRows)('$name: not JSON', async (row) => {
    const text = textOf(row.good)
    await expectRefused(row, sending(''), 'got nothing')
    await expectRefused(row, sending(text.slice(0, -1)), 'only the beginning')
    await expectRefused(row, sending('<html>Sign in</html>'), 'a web page')
    await expectRefused(row, sending('OK'), 'other text')
    await expectRefused(row, sending('null'), 'the whole of it')
    await expectRefused(row, sending(text, { ...facts, 'Content-Type': 'text/html' }), 'text/html')
    await expectRefused(row, sending('', facts, 204), 'got nothing')
    // A server that answers everything with a page is not an old ConfigHub.
    await expectRefused(row, sending('<html>Sign in</html>', { 'X-Request-Id': 'req-1' }), 'a web page')
  })

  it.each(documentRows)('$name: not a document', async (row) => {
    const { ETag: _, ...untagged } = headersFor(row.good)
    await expectRefused(row, sending(document, untagged), 'ETag')
    await expectRefused(row, sending(document, { ...untagged, ETag: 'abc' }), 'ETag')
    const page = { ...untagged, ETag: '"abc"', 'Content-Type': 'text/html; charset=utf-8' }
    await expectRefused(row, sending('<html>Sign in</html>', page), 'a document', 'web page')
  })

  /** Some rows have one of two kinds; without either, the message says so instead of naming a field. */
  async function expectRefusedOrNeither(
    row: AnsweredCase,
    given: Answer,
    place: string | undefined,
  ): Promise<void> {
    if (place !== undefined) return expectRefused(row, given, place)
    answer = given
    const error = await failureOf(row.call)
    expect(error).toMatchObject({ code: 'schema', operation: row.operation })
    expect(error.message).toMatch(/expected|neither a (?:User|Unit) nor an Error/)
  }
})

it.each(rows)('$name: a body that breaks off counts as no answer', async ({ call, good }) => {
  answer = (response) => {
    response.writeHead(200, { ...headersFor(good), 'Content-Length': '10000' })
    response.write(textOf(good))
    setTimeout(() => response.socket?.destroy(), 5)
  }
  await expect(failureOf(call)).resolves.toMatchObject({ code: 'no-answer', status: 0 })
})

describe('a status other than success', () => {
  it.each(rows)('$name: is an error with operation, status and reason', async ({ call, operation, good }) => {
    for (const status of [301, 302, 403, 404, 405, 409, 418, 429, 500, 501, 502, 503, 504]) {
      for (const body of ['', '<html>', '{}', textOf(good), '{"Message":"because"}']) {
        answer = sending(body, { ...headersFor(good), Location: '/elsewhere' }, status)
        // Results for each Unit are more useful than the status of the whole (contract A3).
        if (operation.endsWith('/invoke') && body === textOf(good)) continue
        const error = await failureOf(call)
        expect(error).toMatchObject({ status, operation, requestId: 'req-1' })
        expect(error.message).not.toBe('')
        if (body.includes('because')) expect(error.message).toContain('because')
      }
    }
  })

  it.each(rows)('$name: 501 means that the operation is missing', async ({ call, operation }) => {
    answer = sending('{"Message":"not here"}', facts, 501)
    const error = await failureOf(call)
    expect(error.code).toBe('not-offered')
    expect(error.message).toBe(`This hub does not offer ${operation} (status 501). It says: not here`)
  })

  it.each(rows)('$name: a redirect is named, for nothing follows it', async ({ call, good }) => {
    answer = sending('', { ...headersFor(good), Location: '/elsewhere' }, 301)
    expect(await failureOf(call)).toMatchObject({ code: 'hub-redirects', status: 301 })
  })

  it.each(rows)('$name: so does a 404 that cannot refer to an entity', async ({ call, operation }) => {
    answer = sending('', facts, 404)
    const isOfList = /^GET \/\w+$/.test(operation)
    expect((await failureOf(call)).code === 'not-offered').toBe(isOfList)
  })
})

describe('versions', () => {
  const speaking =
    (
      good: object | string,
      version: string | undefined,
      probed: { info?: string; unitData?: number } = {},
    ): Answer =>
    (response, request) => {
      const { 'ConfigHub-Version': _, ...nameless } = headersFor(good)
      const named = version === undefined ? nameless : { ...nameless, 'ConfigHub-Version': version }
      const path = new URL(request.url ?? '/', 'http://hub').pathname
      if (path === '/api/info') response.writeHead(200, named).end(JSON.stringify({ Version: probed.info }))
      else if (path === '/api/unit_data' && probed.unitData !== undefined && probed.unitData !== 200) {
        response.writeHead(probed.unitData, named).end('')
      } else if (path === '/api/unit_data') response.writeHead(200, named).end(JSON.stringify([unitData]))
      else response.writeHead(200, named).end(textOf(good))
    }
  const versioned = rows.filter(({ name }) => name !== 'info')
  const fresh = ['0.8.0', '0.8.12', '0.9', '0.9.3', 'v0.10.0', '1.0', '1.0.0']

  it.each(versioned)('$name works from 0.8 on', async ({ call, good }) => {
    for (const version of fresh) {
      answer = speaking(good, version)
      await expect(call(hub).then(() => 'taken')).resolves.toBe('taken')
    }
  })

  it.each(versioned)(
    '$name is refused below, whatever else the server has',
    async ({ call, good, operation }) => {
      for (const version of ['0.7', '0.7.99', 'v0.1.0']) {
        answer = speaking(good, version, { info: '0.8.12' })
        const error = await failureOf(call)
        expect(error).toMatchObject({ code: 'old-generation', operation })
        expect(error.message).toContain(`it names itself ${version}`)
      }
    },
  )

  const probes = versioned.filter(({ operation }) => operation !== 'GET /unit_data')
  it.each(probes)('$name: if none is named, a probe decides', async ({ call, good }) => {
    for (const version of [undefined, '', 'nonsense', 'dev-build']) {
      for (const [probed, sign] of [
        [{ info: '0.7.3' }, 'GET /info names it 0.7.3'],
        [{ unitData: 404 }, 'GET /unit_data is answered with status 404'],
        [{ info: 'dev', unitData: 501 }, 'GET /unit_data is answered with status 501'],
      ] as const) {
        answer = speaking(good, version, probed)
        const error = await failureOf(call)
        expect(error.code).toBe('old-generation')
        expect(error.message).toContain(sign)
      }
      answer = speaking(good, version, { unitData: 503 })
      expect(await failureOf(call)).toMatchObject({ status: 503, operation: 'GET /unit_data' })
    }
  })

  it.each([
    ['GET /info', { info: '0.9.1', unitData: 404 }],
    ['GET /unit_data', { unitData: 200 }],
  ])('a server that %s shows to be new enough is checked only once', async (_, probed) => {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
    const asked: string[] = []
    const send = (request: Request) => {
      asked.push(new URL(request.url).pathname)
      return fetch(request)
    }
    const client = createConfigHub({ base, send })
    answer = speaking([{ Unit: unit }], undefined, probed)
    for (let call = 0; call < 3; call += 1) await client.unitPage({})

    expect(asked.filter((path) => path === '/api/unit')).toHaveLength(3)
    expect(asked.filter((path) => path === '/api/info')).toHaveLength(1)
  })
})
