import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Address, Names } from '#lib/connection/measurements.ts'
import { readCertificate } from '#lib/probe/certificate.ts'
import { codeOf } from '#lib/probe/silence.ts'

/** Whether the name of an origin resolves, and what its certificate says. */
export async function measureAddress(address: URL, timeoutMs: number): Promise<Address> {
  const host = address.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = Number(address.port) || 443
  const [names, certificate] = await Promise.all([
    namesOf(host),
    address.protocol === 'https:' ? readCertificate(host, port, timeoutMs) : ({ kind: 'none' } as const),
  ])
  return {
    origin: address.origin,
    host,
    isLoopback: host === 'localhost' || host === '::1' || /^127\.[\d.]+$/.test(host),
    hadCredentials: address.username !== '' || address.password !== '',
    names,
    certificate,
  }
}

async function namesOf(host: string): Promise<Names> {
  if (isIP(host) !== 0) return { kind: 'literal' }
  try {
    const found = await lookup(host, { all: true })
    return { kind: 'resolved', addresses: found.map(({ address }) => address) }
  } catch (cause) {
    return { kind: 'unresolved', code: codeOf(cause) ?? 'no answer from DNS' }
  }
}
