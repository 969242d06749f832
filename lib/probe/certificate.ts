import { once } from 'node:events'
import { isIP } from 'node:net'
import { connect } from 'node:tls'
import type { Certificate } from '#lib/connection/measurements.ts'
import { codeOf } from '#lib/probe/silence.ts'

/** A host's certificate. Nothing is sent over this connection, so an untrusted certificate may be inspected. */
export async function readCertificate(host: string, port: number, timeoutMs: number): Promise<Certificate> {
  const named = isIP(host) === 0 ? { servername: host } : {}
  const socket = connect({ host, port, ...named, rejectUnauthorized: false })
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(timeoutMs) })
    const { valid_to, issuer } = socket.getPeerCertificate()
    const validUntil = Date.parse(valid_to ?? '')
    if (Number.isNaN(validUntil)) return { kind: 'unread', code: 'the host shows none' }
    const problem = socket.authorized ? undefined : String(socket.authorizationError)
    return {
      kind: 'read',
      validUntil,
      issuer: nameOf(issuer),
      ...(problem === undefined ? {} : { problem }),
    }
  } catch (cause) {
    return { kind: 'unread', code: codeOf(cause) ?? 'no answer' }
  } finally {
    socket.destroy()
  }
}

function nameOf({ O, CN }: { O?: string | string[]; CN?: string | string[] }): string {
  return [CN ?? O ?? ''].flat().join(', ').slice(0, 100)
}
