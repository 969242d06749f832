import { uuidSource } from '#lib/base/uuid.ts'
import { isReference } from '#lib/config/mask/harmless-values.ts'
import { isMasked } from '#lib/config/mask/spans.ts'

/**
 * Whether a text looks generated rather than written: letters and digits mixed, with signs inside. Such a text does not
 * occur twice by chance.
 */
export function looksRandom(value: string): boolean {
  const text = value.trim()
  if (text.length < 6 || isMasked(text) || isReference(text)) return false
  // A sentence is as random as its words.
  if (/\s/.test(text.slice(0, 256))) return text.slice(0, 4096).split(/\s+/).some(looksRandom)
  // A longer text is not a word.
  if (text.length > 256) return true
  if (everydayShapes.some((each) => each.test(text))) return false
  const digits = /\d/.test(text)
  const lower = /[a-z]/.test(text)
  const upper = /[A-Z]/.test(text)
  const signs = /[^\w\s.,:;/()'"`-]/.test(text)
  const letters = lower || upper
  return (digits && letters) || (signs && (digits || lower !== upper))
}

/** Versions, addresses, host and resource names, digests of content, quantities: mixed, but not secrets. */
const everydayShapes: readonly RegExp[] = [
  /^v?\d+(?:\.\d+)*(?:[-+.][\w.+-]*)?$/i,
  /^(?:\d{1,3}\.){3}\d{1,3}(?:[:/]\d+)?$/,
  new RegExp(`^${uuidSource}$`, 'i'),
  /^(?:sha(?:1|256|384|512)|md5)[:-]/,
  /^[0-9a-f]{40}$|^[0-9a-f]{64}$/,
  /^[a-z0-9]+(?:-[a-z0-9]+)+$/,
  /^[\w-]+(?:\.[\w-]+)+(?::\d+)?$/,
  /^[a-z]+\d{0,3}$/i,
  /^\w+:\/\/[^\s@]*$/,
  /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/,
  /^\/?[\w.-]+(?:\/[\w.-]+)+$/,
  /^\d+[A-Za-z]{1,2}$/,
  /^\d{4}-\d{2}-\d{2}/,
  /^[\w./-]+:v?\d[\w.-]*$/,
]
