import { expect, it } from 'vitest'
import { clientAddress } from '#lib/server/http/client-address.ts'

it.each([
  ['10.0.0.1', '10.0.0.1'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['6.6.6.6, 192.0.2.7', '192.0.2.7'],
  ['6.6.6.6,192.0.2.7 ', '192.0.2.7'],
  ['2001:db8:0:7::1', '2001:db8:0:7::/64'],
  ['2001:0DB8:0:7:ffff:1:2:3', '2001:db8:0:7::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['', ''],
])('the address that was added last counts: %o is %s', (forwarded, address) => {
  const request = new Request('http://deck.test/', { headers: { 'X-Forwarded-For': forwarded } })

  expect(clientAddress(request)).toBe(address)
})

it('no address is no address', () => {
  expect(clientAddress(new Request('http://deck.test/'))).toBe('')
})
