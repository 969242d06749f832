import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Json } from '#lib/base/json.ts'
import type { Patch } from '#lib/change/model.ts'
import { type FactName, type FactTexts, factNames } from '#lib/change/record/annotations.ts'
import { resultTagBytes } from '#lib/change/record/planned-units.ts'

/** What a signature says about the facts beside it. */
export type Signature =
  /** There is no signature, or none that this version can read. */
  | { readonly kind: 'none' }
  /** Made with another secret. */
  | { readonly kind: 'other-key' }
  /** Signed here, but these facts are not the signed ones. */
  | { readonly kind: 'ours'; readonly altered: readonly FactName[] }

export type CountsSignature = 'absent' | 'signed' | 'altered'

const version = '1'
/** Characters of one code: 96 bits. */
const codeLength = 16

/**
 * One code per fact, so that a reader learns which one was altered. Each code covers the record's own id: the codes of
 * one record say nothing about another.
 */
export function signFacts(texts: FactTexts, secret: string): string {
  const key = recordKey(secret)
  const codes = factNames.map((name) => codeOf(key, texts.record, name, texts[name]))
  return [version, keyName(key), codes.join('')].join('.')
}

export function checkFacts(texts: FactTexts, signature: string, secret: string): Signature {
  const key = recordKey(secret)
  const [madeBy, name, codes = '', more] = signature.split('.')
  if (madeBy !== version || more !== undefined) return { kind: 'none' }
  if (name !== keyName(key)) return { kind: 'other-key' }
  const altered = factNames.filter((fact, index) => {
    const given = codes.slice(index * codeLength, (index + 1) * codeLength)
    return !isSame(given, codeOf(key, texts.record, fact, texts[fact]))
  })
  return { kind: 'ours', altered }
}

/** Counts are added at the end of a commit, when the facts are already signed. */
export function signCounts(counts: string, record: string, secret: string): string {
  return codeOf(recordKey(secret), record, 'counts', counts)
}

export function checkCounts(
  counts: string,
  signature: string,
  record: string,
  secret: string,
): CountsSignature {
  if (counts === '' && signature === '') return 'absent'
  return isSame(signature, signCounts(counts, record, secret)) ? 'signed' : 'altered'
}

/** Shows whether a document is the previewed one, without keeping whole hashes in the record. */
export function resultTag(unitId: string, resultHash: string, secret: string): string {
  const code = hmac(recordKey(secret), ['document', unitId, resultHash])
  return code.subarray(0, resultTagBytes).toString('base64url')
}

/**
 * Shows whether a patch is that of a record. Without the key, a secret in it cannot be guessed, and equal patches of
 * two records do not look alike.
 */
export function patchHash(patch: Patch, record: string, secret: string): string {
  const key = derived(secret, 'hubdeck patch 1')
  return hmac(key, [record, sorted(patch)]).toString('base64url')
}

function recordKey(secret: string): Buffer {
  return derived(secret, 'hubdeck record 1')
}

const keys = new Map<string, Buffer>()

// Sessions and seals use the same secret; the label separates the uses. A process has one secret and two labels.
function derived(secret: string, label: string): Buffer {
  const name = `${label} ${secret}`
  const key = keys.get(name) ?? createHmac('sha256', secret).update(label).digest()
  keys.set(name, key)
  return key
}

function keyName(key: Buffer): string {
  return hmac(key, ['name']).toString('base64url').slice(0, 8)
}

function codeOf(key: Buffer, record: string, name: string, text: string): string {
  return hmac(key, [version, record, name, text]).toString('base64url').slice(0, codeLength)
}

function hmac(key: Buffer, parts: Json): Buffer {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest()
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** The order of keys does not matter in a patch. */
function sorted(value: unknown): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined)
    return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)])
  }
  return isScalar(value) ? value : null
}

function isScalar(value: unknown): value is string | number | bigint | boolean {
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof value)
}
