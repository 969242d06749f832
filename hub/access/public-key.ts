import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { Failure } from '#hub/access/failure.ts'

type Algorithm = 'EdDSA' | 'ES256' | 'RS256'

/** A key that can verify assertions (contract 2.2). */
export type PublicKey = {
  /** Thumbprint (RFC 7638), base64url: the name that assertions give it. */
  readonly kid: string
  readonly alg: Algorithm
  readonly key: KeyObject
}

type Kind = { readonly alg: Algorithm; readonly curve?: string; readonly members: readonly string[] }

/** The members that make up a thumbprint, in its order (RFC 7638 3.2). */
const kinds: Readonly<Record<string, Kind>> = {
  OKP: { alg: 'EdDSA', curve: 'Ed25519', members: ['crv', 'kty', 'x'] },
  EC: { alg: 'ES256', curve: 'P-256', members: ['crv', 'kty', 'x', 'y'] },
  RSA: { alg: 'RS256', members: ['e', 'kty', 'n'] },
}

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** A longer key takes noticeably long to verify with, a shorter one can be broken. */
const rsaBits = { least: 2048, most: 8192 }

/** Reads a public key as a JWK. A private key is refused, because it would be stored. */
export function readPublicKey(jwk: unknown): PublicKey {
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk))
    throw wrong('must be a public key as a JWK, an object with kty.')
  const members: Readonly<Record<string, unknown>> = { ...jwk }
  const secret = privateMembers.find((name) => Object.hasOwn(members, name))
  if (secret !== undefined)
    throw wrong(`holds a private key (member ${secret}). Send the public half, and make a new key.`)
  const kind = Object.hasOwn(kinds, String(members.kty)) ? kinds[String(members.kty)] : undefined
  if (kind === undefined || (kind.curve !== undefined && members.crv !== kind.curve))
    throw wrong('must be an Ed25519, P-256 or RSA key.')
  const required: Record<string, string> = {}
  for (const name of kind.members) {
    const value = members[name]
    if (typeof value !== 'string' || value === '') throw wrong(`has no member ${name}.`)
    required[name] = value
  }
  const kid = createHash('sha256').update(JSON.stringify(required)).digest('base64url')
  return { kid, alg: kind.alg, key: keyObject(required) }
}

function keyObject(members: Readonly<Record<string, string>>): KeyObject {
  let key: KeyObject
  try {
    key = createPublicKey({ key: { ...members }, format: 'jwk' })
  } catch {
    throw wrong('is not a valid key.')
  }
  const bits = key.asymmetricKeyDetails?.modulusLength
  if (bits !== undefined && (bits < rsaBits.least || bits > rsaBits.most))
    throw wrong(`has ${bits} bits; an RSA key needs ${rsaBits.least} to ${rsaBits.most}.`)
  return key
}

function wrong(what: string): Failure {
  return new Failure(400, `PublicJWK ${what}`)
}
