import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Json } from '#lib/base/json.ts'
import type { Patch } from '#lib/change/model.ts'
import {
  type Annotations,
  type FactName,
  type FactTexts,
  factNames,
  readText,
  type StatusName,
  writeTexts,
} from '#lib/change/record/annotations.ts'
import { resultTagBytes } from '#lib/change/record/planned-units.ts'

/** What a signature says about the facts beside it. */
export type Signature =
  /** There is no signature, or none that this version can read. */
  | { readonly kind: 'none' }
  /** Made with another secret. */
  | { readonly kind: 'other-key' }
  /** Signed here, but these facts are not the signed ones. */
  | { readonly kind: 'ours'; readonly altered: readonly FactName[] }

export type StatusSignature = 'absent' | 'signed' | 'altered'

/** From this one on, a moment is signed with the facts. */
const version = '5'
/** How many facts a signature of each version covers; later ones did not exist then. */
const covered: Readonly<Record<string, number>> = { 1: 18, 2: 21, 3: 22, 4: 23, [version]: factNames.length }
/** Characters of one code: 96 bits. */
const codeLength = 16
/** Of what is not a fact. */
const statusVersion = '1'

/**
 * One code per fact, so that a reader learns which one was altered. Each code covers the record's own id: the codes of
 * one record say nothing about another.
 */
export function signFacts(texts: FactTexts, secret: string): string {
  const key = recordKey(secret)
  const codes = factNames.map((name) => codeOf(key, version, texts.record, name, texts[name]))
  return [version, keyName(key), codes.join('')].join('.')
}

export function checkFacts(texts: FactTexts, signature: string, secret: string): Signature {
  const key = recordKey(secret)
  const [madeBy = '', name, codes = '', more] = signature.split('.')
  const signed = covered[madeBy]
  if (signed === undefined || more !== undefined) return { kind: 'none' }
  if (name !== keyName(key)) return { kind: 'other-key' }
  const altered = factNames.filter((fact, index) => {
    if (index >= signed) return texts[fact] !== ''
    const given = codes.slice(index * codeLength, (index + 1) * codeLength)
    return !isSame(given, codeOf(key, madeBy, texts.record, fact, texts[fact]))
  })
  return { kind: 'ours', altered }
}

export function isNumbered(signature: string): boolean {
  return signature.startsWith(`${version}.`)
}

/** The annotations of a status: it changes after the facts were signed, so it has a signature of its own. */
export function signedStatus(
  name: StatusName,
  text: string,
  record: string,
  secret: string,
): Record<string, string> {
  return writeTexts({ [name]: text, [`${name}-signature`]: statusCode(name, text, record, secret) })
}

export function readStatus(
  name: StatusName,
  annotations: Annotations | undefined,
  record: string,
  secret: string,
): { readonly text: string; readonly signature: StatusSignature } {
  const text = readText(annotations, name)
  const given = readText(annotations, `${name}-signature`)
  if (text === '' && given === '') return { text, signature: 'absent' }
  const isSigned = isSame(given, statusCode(name, text, record, secret))
  return { text, signature: isSigned ? 'signed' : 'altered' }
}

function statusCode(name: StatusName, text: string, record: string, secret: string): string {
  return codeOf(recordKey(secret), statusVersion, record, name, text)
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

function codeOf(key: Buffer, madeBy: string, record: string, name: string, text: string): string {
  return hmac(key, [madeBy, record, name, text]).toString('base64url').slice(0, codeLength)
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
