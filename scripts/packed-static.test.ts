import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packStatic } from '#scripts/pack-static.js'
import { packedStatic } from '#scripts/packed-static.ts'

const script = `export const words = '${'a word and '.repeat(100)}'\n`
let directory: string
const server = createServer()

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hubdeck-static-'))
  await mkdir(join(directory, 'chunks'))
  await writeFile(join(directory, 'chunks/a1.js'), script)
  await writeFile(join(directory, 'chunks/b2.js'), script)
  await writeFile(join(directory, 'chunks/a1.js.map'), '{}')
  await packStatic(directory)
  const packed = packedStatic(directory)
  server.on('request', (request, response) => {
    if (!packed(request, response)) response.writeHead(200).end('of Next.js')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterAll(async () => {
  server.close()
  await rm(directory, { recursive: true })
})

async function ask(path: string, accepted: string) {
  const { port } = server.address() as AddressInfo
  const request = get({ host: '127.0.0.1', port, path, headers: { 'Accept-Encoding': accepted } })
  const [answer]: IncomingMessage[] = await once(request, 'response')
  if (answer === undefined) throw new Error('no answer')
  return { headers: answer.headers, body: await buffer(answer) }
}

describe('scripts of a build', () => {
  it.each(['br', 'gzip, deflate, br, zstd', 'gzip;q=0.5, br;q=1.0'])(
    'come as Brotli for %j',
    async (accepted) => {
      const { headers, body } = await ask('/_next/static/chunks/a1.js', accepted)

      expect(headers).toMatchObject({
        'content-encoding': 'br',
        'content-type': expect.stringContaining('javascript'),
        'cache-control': expect.stringContaining('immutable'),
        vary: 'Accept-Encoding',
      })
      expect(brotliDecompressSync(body).toString()).toBe(script)
      expect(body.length).toBeLessThan(script.length / 4)
    },
  )

  it.each(['', 'gzip', 'br;q=0', 'br;q=0.0, gzip', 'brx'])('are left to Next.js for %j', async (accepted) => {
    const { headers, body } = await ask('/_next/static/chunks/a1.js', accepted)

    expect(headers['content-encoding']).toBeUndefined()
    expect(body.toString()).toBe('of Next.js')
  })

  it('that are gone are left to Next.js', async () => {
    await rm(join(directory, 'chunks/b2.js.br'))

    expect((await ask('/_next/static/chunks/b2.js', 'br')).body.toString()).toBe('of Next.js')
  })

  it.each([
    '/_next/static/chunks/a1.js.map',
    '/_next/static/chunks/a1.js.br',
    '/_next/static/chunks/../chunks/a1.js',
    '/chunks/a1.js',
  ])('have one address, and %s is not one', async (path) => {
    expect((await ask(path, 'br')).body.toString()).toBe('of Next.js')
  })
})
