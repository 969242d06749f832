import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import type { CommitRefusal, FrozenUnit, Patch, Selection } from '#lib/change/model.ts'

/** A unit as the preview found it, and the hash of what it shall become when the patch changes it. */
export type SealedUnit = FrozenUnit & { readonly resultHash?: string; readonly mark?: SealMark }

/** Why a unit is not written just because it changes. */
export type SealMark = 'consent' | 'override' | 'refused'

/** Everything a commit needs to do exactly what was previewed, and to refuse anything else (decision 0004). */
export type SealContents = {
  readonly selection: Selection
  readonly patch: Patch
  readonly units: readonly SealedUnit[]
  readonly author: SealAuthor
  /** ISO times. */
  readonly sealedAt: string
  readonly expiresAt: string
}

/** Who may use a seal, and against which hub. */
export type SealAuthor = {
  readonly UserID: string
  readonly OrganizationID: string
  /** Origin of the hub. */
  readonly hub: string
}

export type OpenedSeal =
  | { readonly ok: true; readonly contents: SealContents; readonly sealHash: string }
  | { readonly ok: false; readonly code: CommitRefusal; readonly message: string }

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

/**
 * Packed, encrypted and signed in one (AES-256-GCM): nobody but a server with the secret can read it, because a patch
 * may carry passwords and the browser keeps the seal; nobody can change it. Needs no store.
 */
export async function seal(
  contents: SealContents,
  secret: string,
): Promise<{ seal: string; sealHash: string }> {
  const packed = await deflate(Buffer.from(JSON.stringify(contents)))
  const text = encrypt(packed, secret).toString('base64url')
  return { seal: text, sealHash: hashOf(text) }
}

export async function openSeal(
  text: string,
  { secret, author, now }: { secret: string; author: SealAuthor; now: Date },
): Promise<OpenedSeal> {
  const bytes = Buffer.from(text, 'base64url')
  // The spelling counts too: base64 has several for the same bytes, and the record keeps the hash of the text.
  const packed = text === bytes.toString('base64url') ? decrypt(bytes, secret) : undefined
  if (packed === undefined) {
    return refusal(
      'seal-tampered',
      'This preview was altered, or sealed by another installation. Preview again.',
    )
  }
  // Written by `seal` above: nobody else has the key.
  const contents = JSON.parse((await inflate(packed)).toString('utf8')) as SealContents
  return examine(contents, hashOf(text), author, now)
}

function examine(contents: SealContents, sealHash: string, author: SealAuthor, now: Date): OpenedSeal {
  if (contents.author.hub !== author.hub || contents.author.OrganizationID !== author.OrganizationID) {
    return refusal(
      'seal-other-hub',
      'This preview was made against another hub or organization. Preview again here.',
    )
  }
  if (contents.author.UserID !== author.UserID) {
    return refusal(
      'seal-other-author',
      'This preview belongs to another user. Preview again under your own name.',
    )
  }
  if (now.getTime() > Date.parse(contents.expiresAt)) {
    return refusal(
      'seal-expired',
      `This preview expired at ${contents.expiresAt}. Preview again: it takes a moment.`,
    )
  }
  return { ok: true, contents, sealHash }
}

function refusal(code: CommitRefusal, message: string): OpenedSeal {
  return { ok: false, code, message }
}

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

function encrypt(packed: Buffer, secret: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const box = createCipheriv(cipher, keyOf(secret), nonce, { authTagLength: tagBytes })
  return Buffer.concat([nonce, box.update(packed), box.final(), box.getAuthTag()])
}

/** Nothing where a single bit is not as it was sealed. */
function decrypt(bytes: Buffer, secret: string): Buffer | undefined {
  if (bytes.length < nonceBytes + tagBytes) return undefined
  const nonce = bytes.subarray(0, nonceBytes)
  const box = createDecipheriv(cipher, keyOf(secret), nonce, { authTagLength: tagBytes })
  box.setAuthTag(bytes.subarray(-tagBytes))
  try {
    return Buffer.concat([box.update(bytes.subarray(nonceBytes, -tagBytes)), box.final()])
  } catch {
    return undefined
  }
}

function keyOf(secret: string): Buffer {
  // The same secret keeps the session cookie; the label keeps the uses apart.
  return createHmac('sha256', secret).update('hubdeck seal 2').digest()
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
