import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import type { CommitRefusal, FrozenUnit, Patch, Selection } from '#lib/change/model.ts'

/** A unit as the preview found it, and the hash of what it shall become when the patch changes it. */
export type SealedUnit = FrozenUnit & { readonly resultHash?: string }

/** Everything a commit needs to do exactly what was previewed, and to refuse anything else (design 3.4). */
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

/** Signed and packed; readable by anybody, changeable by nobody. Needs no store. */
export async function seal(
  contents: SealContents,
  secret: string,
): Promise<{ seal: string; sealHash: string }> {
  const packed = await deflate(Buffer.from(JSON.stringify(contents)))
  const text = `${packed.toString('base64url')}.${sign(packed, secret).toString('base64url')}`
  return { seal: text, sealHash: hashOf(text) }
}

export async function openSeal(
  text: string,
  { secret, author, now }: { secret: string; author: SealAuthor; now: Date },
): Promise<OpenedSeal> {
  const [body = '', signature = '', more] = text.split('.')
  const packed = Buffer.from(body, 'base64url')
  const given = Buffer.from(signature, 'base64url')
  const expected = sign(packed, secret)
  // The spelling counts too: base64 has several for the same bytes, and the record keeps the hash of the text.
  const genuine =
    more === undefined &&
    given.length === expected.length &&
    timingSafeEqual(given, expected) &&
    text === `${packed.toString('base64url')}.${given.toString('base64url')}`
  if (!genuine) {
    return refusal(
      'seal-tampered',
      'This preview was altered, or sealed by another installation. Preview again.',
    )
  }
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

function sign(packed: Buffer, secret: string): Buffer {
  // The same secret keeps the session cookie; the label keeps the two uses apart.
  const key = createHmac('sha256', secret).update('hubdeck seal 1').digest()
  return createHmac('sha256', key).update(packed).digest()
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
