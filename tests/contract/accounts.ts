import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { z } from 'zod'
import { call } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'

/** A key pair as ConfigHub's client makes one, with its name. */
export type KeyPair = { readonly privateKey: KeyObject; readonly jwk: Record<string, unknown> }

export function newKeyPair(kind: 'ed25519' | 'ec' | 'rsa' = 'ed25519'): KeyPair {
  const { publicKey, privateKey } =
    kind === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : kind === 'ec'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { privateKey, jwk: z.record(z.string(), z.unknown()).parse(publicKey.export({ format: 'jwk' })) }
}

export const AccountShape = z.looseObject({
  ServiceAccountID: z.uuid(),
  UserID: z.uuid(),
  Slug: z.string(),
  OrgRole: z.string(),
  Version: z.int(),
  Permissions: z.record(z.string(), z.unknown()).optional(),
})
export type Account = z.infer<typeof AccountShape>

export const KeyShape = z.looseObject({
  Kid: z.string(),
  UserID: z.uuid(),
  LastUsedAt: z.string().optional(),
})

export async function addAccount(
  hub: HubAddress,
  Slug: string,
  body: Record<string, unknown> = {},
  as?: string,
): Promise<Account> {
  const options = { body: { Slug, ...body }, ...(as === undefined ? {} : { as }) }
  const answer = await call(hub, 'POST', '/service_account', options)
  if (answer.status !== 200) throw new Error(`${Slug}: ${answer.status} ${answer.text}`)
  return AccountShape.parse(answer.json)
}

/** Registers the key, and returns the name that the hub gives it. */
export async function addKeyTo(hub: HubAddress, account: Account, { jwk }: KeyPair): Promise<string> {
  const path = `/service_account/${account.ServiceAccountID}/key`
  const answer = await call(hub, 'POST', path, { body: { PublicJWK: jwk, Description: 'for a test' } })
  if (answer.status !== 200) throw new Error(`key of ${account.Slug}: ${answer.status} ${answer.text}`)
  return KeyShape.parse(answer.json).Kid
}

const algorithms: Readonly<Record<string, string>> = { ed25519: 'EdDSA', ec: 'ES256', rsa: 'RS256' }

/** An assertion as ConfigHub's client signs it; `change` alters it. */
export function assertionOf(
  kid: string,
  subject: string,
  { privateKey }: KeyPair,
  change: { readonly header?: Record<string, unknown>; readonly claims?: Record<string, unknown> } = {},
): string {
  const alg = algorithms[privateKey.asymmetricKeyType ?? '']
  const now = Math.floor(Date.now() / 1000)
  const times = { iat: now, exp: now + 120 }
  const claims = { iss: subject, sub: subject, aud: 'confighub-auth', jti: randomUUID(), ...times }
  const encoded = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const text = `${encoded({ alg, typ: 'JWT', kid, ...change.header })}.${encoded({ ...claims, ...change.claims })}`
  const hash = alg === 'EdDSA' ? null : 'sha256'
  const signature = sign(hash, Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}

/** `POST /auth/worker` stands beside the API, not below it. */
export async function exchange(hub: HubAddress, client_assertion: string) {
  const response = await fetch(new URL('/auth/worker', hub.url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion,
    }),
  })
  return { status: response.status, json: await response.json() }
}

const SessionShape = z.looseObject({ access_token: z.string(), organization_id: z.uuid() })

/** Signs in with a new key of the account, and returns the bearer token and the name of the key. */
export async function signInAs(hub: HubAddress, account: Account) {
  const pair = newKeyPair()
  const kid = await addKeyTo(hub, account, pair)
  const { status, json } = await exchange(hub, assertionOf(kid, account.UserID, pair))
  if (status !== 200) throw new Error(`${account.Slug}: ${status} ${JSON.stringify(json)}`)
  return { token: SessionShape.parse(json).access_token, kid, pair }
}
