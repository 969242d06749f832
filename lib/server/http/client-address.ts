import 'server-only'
import { isIPv6 } from 'node:net'

/**
 * The address of a client, as far as it can be trusted. Without a reverse proxy, the front door drops any `X-Forwarded-
 * For` from the client and Next.js fills in the socket's address. With one (HUBDECK_ORIGIN), the last entry is what
 * that proxy saw; earlier entries can be forged.
 */
export function clientAddress(request: Request): string {
  return neighbourhood(request.headers.get('X-Forwarded-For')?.split(',').at(-1)?.trim() ?? '')
}

/** One subscriber has a whole IPv6 network of 64 bits, so its addresses count as one. */
function neighbourhood(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [bare = ''] = address.split('%')
  if (!isIPv6(bare)) return address
  const [start = '', end] = bare.split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const missing = end === undefined ? 0 : 8 - groups(start).length - groups(end).length
  const all = [...groups(start), ...Array.from({ length: missing }, () => '0'), ...groups(end ?? '')]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
