import { once } from 'node:events'
import { createServer, get } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import { clientAddress, noteSocketAddresses } from '#lib/server/client-address.ts'

const request = (headers: Record<string, string>) => new Request('http://deck.test/', { headers })

it('the address of the socket is noted whatever the client says it is', async () => {
  noteSocketAddresses()
  const seen: (string | string[] | undefined)[] = []
  const server = createServer((incoming, response) => {
    seen.push(incoming.headers['x-hubdeck-socket-address'])
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const headers = { 'X-Hubdeck-Socket-Address': '6.6.6.6', 'X-Forwarded-For': '6.6.6.6' }
  const [answer] = await once(get({ port: address.port, host: '127.0.0.1', headers }), 'response')
  answer.resume()
  await once(answer, 'end')
  server.close()

  expect(seen).toEqual(['127.0.0.1'])
})

describe('without a proxy', () => {
  it.each([
    [{ 'X-Hubdeck-Socket-Address': '10.0.0.1', 'X-Forwarded-For': '6.6.6.6' }, '10.0.0.1'],
    [{ 'X-Hubdeck-Socket-Address': '::ffff:10.0.0.1' }, '10.0.0.1'],
    [{ 'X-Hubdeck-Socket-Address': '2001:db8:0:7::1' }, '2001:db8:0:7::/64'],
    [{ 'X-Hubdeck-Socket-Address': '2001:db8:0:7:ffff:1:2:3' }, '2001:db8:0:7::/64'],
    [{ 'X-Hubdeck-Socket-Address': 'fe80::1%eth0' }, 'fe80:0:0:0::/64'],
    [{ 'X-Hubdeck-Socket-Address': '::1' }, '0:0:0:0::/64'],
    [{ 'X-Forwarded-For': '6.6.6.6' }, ''],
  ])('the socket counts: %o is %s', (headers, address) => {
    expect(clientAddress(request(headers as Record<string, string>))).toBe(address)
  })
})

it('behind a proxy, what the proxy added counts, and nothing before it', async () => {
  vi.stubEnv('HUBDECK_ORIGIN', 'https://deck.example')
  vi.resetModules()
  const { clientAddress: behindProxy } = await import('#lib/server/client-address.ts')
  const headers = { 'X-Hubdeck-Socket-Address': '10.0.0.1', 'X-Forwarded-For': '6.6.6.6, 192.0.2.7' }

  expect(behindProxy(request(headers))).toBe('192.0.2.7')
  expect(behindProxy(request({ 'X-Hubdeck-Socket-Address': '10.0.0.1' }))).toBe('10.0.0.1')
})
