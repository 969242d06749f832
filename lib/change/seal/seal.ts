import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import { parseExactJson } from '#lib/base/exact-json.ts'
import type { CommitRefusal } from '#lib/change/model.ts'
import { type SealAuthor, SealContents } from '#lib/change/seal/seal-contents.ts'

export type OpenedSeal =
  | { readonly ok: true; readonly contents: SealContents; readonly sealHash: string }
  | { readonly ok: false; readonly code: CommitRefusal; readonly message: string }

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

/**
 * Compressed, encrypted and authenticated (AES-256-GCM). The browser keeps the seal, and a patch may contain passwords,
 * so only a server with the secret can read it and nobody can change it. Needs no database.
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
  // The encoding must be canonical: base64 has several spellings of the same bytes, and the record keeps the hash of
  // the text.
  const packed = text === bytes.toString('base64url') ? decrypt(bytes, secret) : undefined
  if (packed === undefined) {
    return refusal(
      'seal-tampered',
      'This preview was altered, or sealed by another installation. Preview again.',
    )
  }
  const contents = SealContents.safeParse(parseExactJson((await inflate(packed)).toString('utf8')))
  if (contents.success) return examine(contents.data, hashOf(text), author, now)
  return refusal('seal-tampered', 'This preview was sealed by another version of Hubdeck. Preview again.')
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

/** Returns nothing when even a single bit was changed. */
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
  // The session cookie uses the same secret; the label separates the uses.
  return createHmac('sha256', secret).update('hubdeck seal 2').digest()
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
