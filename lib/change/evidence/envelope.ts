import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import * as z from 'zod/mini'
import type { Outcome } from '#lib/base/result.ts'
import { bundleType, payloadType, readStatement } from '#lib/change/evidence/read-statement.ts'
import type { Statement } from '#lib/change/evidence/statement.ts'

/** In its one canonical form: other forms of the same bytes would pass unnoticed. */
const base64 = z
  .string()
  .check(z.refine((text) => text !== '' && Buffer.from(text, 'base64').toString('base64') === text))

const Bundle = z.object({
  mediaType: z.literal(bundleType),
  verificationMaterial: z.object({ publicKey: z.object({ hint: z.string() }) }),
  dsseEnvelope: z.object({
    payload: base64,
    payloadType: z.literal(payloadType),
    signatures: z.array(z.object({ sig: base64, keyid: z.string() })).check(z.length(1)),
  }),
})

/** A Sigstore bundle on one line, so that line tools can take it apart (docs/evidence.md). */
export function signStatement(statement: Statement, key: KeyObject): string {
  const payload = Buffer.from(JSON.stringify(statement))
  const hint = keyHint(createPublicKey(key))
  const bundle = {
    mediaType: bundleType,
    verificationMaterial: { publicKey: { hint }, tlogEntries: [] },
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType,
      signatures: [{ sig: sign(digestOf(key), signedBytes(payload), key).toString('base64'), keyid: hint }],
    },
  }
  return `${JSON.stringify(bundle)}\n`
}

/** The name of a key: SHA-256 of its public half, as DER. */
export function keyHint(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
}

export type Opened = {
  /** What it says, whether or not that was signed. */
  readonly statement: Outcome<Statement>
  /** Name of the key that the file says it was signed with. */
  readonly hint: string
  readonly check: (key: KeyObject) => SignatureVerdict
}

/** `other-key`: the file says that it was signed with another key. */
type SignatureVerdict = 'holds' | 'broken' | 'other-key'

/** Takes a file apart; nothing of it is to be believed before `check` says that the signature holds. */
export function openBundle(text: string): Outcome<Opened> {
  const read = Bundle.safeParse(jsonOf(text))
  if (!read.success) return { ok: false, message: 'The file is not a Sigstore bundle of version 0.3.' }
  const { dsseEnvelope, verificationMaterial } = read.data
  const payload = Buffer.from(dsseEnvelope.payload, 'base64')
  const { hint } = verificationMaterial.publicKey
  const [signature] = dsseEnvelope.signatures
  const check = (key: KeyObject): SignatureVerdict => {
    if (keyHint(key) !== hint || signature?.keyid !== hint) return 'other-key'
    const bytes = Buffer.from(signature.sig, 'base64')
    return verify(digestOf(key), signedBytes(payload), key, bytes) ? 'holds' : 'broken'
  }
  return { ok: true, value: { statement: readStatement(payload), hint, check } }
}

/** DSSE's pre-authentication encoding: what is signed. */
function signedBytes(payload: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `),
    payload,
  ])
}

/** Ed25519 has a digest of its own. */
function digestOf(key: KeyObject): string | null {
  return key.asymmetricKeyType === 'ec' ? 'sha256' : null
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
