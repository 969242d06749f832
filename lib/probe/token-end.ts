import { z } from 'zod'
import type { TokenEnd } from '#lib/connection/measurements.ts'

const Claims = z.looseObject({ exp: z.number().positive().max(8.64e12) })

/** The expiry that a token states, if it is a JWT (RFC 7519). Nothing is verified; that is the hub's task. */
export function endOf(token: string): TokenEnd {
  const [, payload, signature] = token.split('.')
  if (payload === undefined || signature === undefined) return { kind: 'opaque' }
  try {
    const claims = Claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
    return claims.success ? { kind: 'says', at: claims.data.exp * 1000 } : { kind: 'opaque' }
  } catch {
    return { kind: 'opaque' }
  }
}
