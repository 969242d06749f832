import { verify } from 'node:crypto'
import { z } from 'zod'
import type { PublicKey } from '#hub/access/public-key.ts'

/** The audience that ConfigHub's clients sign for (contract 2.2). */
const audience = 'confighub-auth'

/** Seconds that an assertion may be valid for. */
const longestLife = 300
/** Seconds that the clock of a client may be ahead. */
const clockSkew = 60

const Header = z.object({ alg: z.string(), kid: z.string() })
const Claims = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  jti: z.string().min(1).max(256),
  exp: z.number(),
  iat: z.number().optional(),
  nbf: z.number().optional(),
})

/** A JSON Web Token that has not been verified yet. */
export type Assertion = {
  /** Thumbprint of the key that signed it. */
  readonly kid: string
  readonly alg: string
  /** External id of the User who signed it and is its subject. */
  readonly subject: string
  /** `jti`: different for each assertion. */
  readonly id: string
  readonly claims: z.infer<typeof Claims>
  readonly signed: string
  readonly signature: Buffer
}

/** Reads an assertion (RFC 7523 3); undefined when the text is not one. */
export function readAssertion(text: string): Assertion | undefined {
  const [header = '', payload = '', signature = '', ...more] = text.split('.')
  const read = Header.safeParse(jsonOf(header))
  const claims = Claims.safeParse(jsonOf(payload))
  if (!read.success || !claims.success || more.length > 0) return undefined
  const { kid, alg } = read.data
  return {
    kid,
    alg,
    subject: claims.data.sub,
    id: claims.data.jti,
    claims: claims.data,
    signed: `${header}.${payload}`,
    signature: Buffer.from(signature, 'base64url'),
  }
}

/** Whether this key signed it, for this hub, and it is valid now (milliseconds since 1970). */
export function isValid(assertion: Assertion, { alg, key }: PublicKey, now: number): boolean {
  const { claims } = assertion
  const seconds = now / 1000
  const ahead = seconds + clockSkew
  return (
    assertion.alg === alg &&
    claims.iss === claims.sub &&
    [claims.aud].flat().includes(audience) &&
    claims.exp > seconds &&
    claims.exp <= ahead + longestLife &&
    (claims.iat ?? seconds) <= ahead &&
    (claims.nbf ?? seconds) <= ahead &&
    verify(
      alg === 'EdDSA' ? null : 'sha256',
      Buffer.from(assertion.signed),
      // The two halves of an ES256 signature stand side by side (RFC 7518 3.4).
      { key, dsaEncoding: 'ieee-p1363' },
      assertion.signature,
    )
  )
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
