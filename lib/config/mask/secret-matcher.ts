import type { Span } from '#lib/config/mask/spans.ts'

/** Finds each of many known secrets in a text. */
export type SecretMatcher = (text: string) => Span[]

/** Secrets are at least this long, see `worthFollowing`. */
const keyLength = 6
/** At most this many secrets may share a beginning; where more do, everything with that beginning is masked. */
const maxAlike = 48
/** A secret that may occur inside longer words by chance has to be a whole word. */
const sureLength = 12

type Known = { readonly secret: string; readonly hash: number }

/**
 * A rolling hash compares all secrets with a place of the text in one step, so that the time depends only on the length
 * of the text.
 */
export function secretMatcher(secrets: Iterable<string>): SecretMatcher {
  const byStart = new Map<string, Known[]>()
  for (const secret of secrets) {
    if (secret.length < keyLength) continue
    const key = secret.slice(0, keyLength)
    const known = { secret, hash: hashWhole(secret) }
    const alike = byStart.get(key)
    if (alike === undefined) byStart.set(key, [known])
    else alike.push(known)
  }
  if (byStart.size === 0) return () => []
  for (const alike of byStart.values()) alike.sort((a, b) => b.secret.length - a.secret.length)
  const longest = [...byStart.values()].reduce(
    (most, [first]) => Math.max(most, first?.secret.length ?? 0),
    0,
  )
  const powers = powersUpTo(longest)
  const firsts = new Set([...byStart.keys()].map((key) => key.charCodeAt(0) * 65536 + key.charCodeAt(1)))
  return (text) => {
    const found: Span[] = []
    let hashes: Int32Array | undefined
    for (let at = 0; at + keyLength <= text.length; at += 1) {
      if (!firsts.has(text.charCodeAt(at) * 65536 + text.charCodeAt(at + 1))) continue
      const alike = byStart.get(text.slice(at, at + keyLength))
      if (alike === undefined) continue
      hashes ??= rolling(text)
      const end = alike.length > maxAlike ? wordEnd(text, at) : endOfMatch(text, at, alike, hashes, powers)
      if (end === undefined) continue
      found.push({ start: at, end })
      at = end - 1
    }
    return found
  }
}

function endOfMatch(
  text: string,
  at: number,
  alike: readonly Known[],
  hashes: Int32Array,
  powers: Int32Array,
): number | undefined {
  for (const { secret, hash } of alike) {
    const end = at + secret.length
    if (end > text.length || hashOf(hashes, powers, at, end) !== hash || !text.startsWith(secret, at))
      continue
    if (secret.length >= sureLength || !(isWordCode(text, at - 1) || isWordCode(text, end))) return end
  }
  return undefined
}

function wordEnd(text: string, at: number): number {
  let end = at + keyLength
  while (isWordCode(text, end)) end += 1
  return end
}

function isWordCode(text: string, at: number): boolean {
  return /[A-Za-z0-9]/.test(text[at] ?? '')
}

const base = 1_000_003

function hashWhole(text: string): number {
  let hash = 0
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, base) + text.charCodeAt(at) + 1) | 0
  return hash
}

/** Hashes of all beginnings of a text. */
function rolling(text: string): Int32Array {
  const hashes = new Int32Array(text.length + 1)
  let hash = 0
  for (let at = 0; at < text.length; at += 1) {
    hash = (Math.imul(hash, base) + text.charCodeAt(at) + 1) | 0
    hashes[at + 1] = hash
  }
  return hashes
}

function hashOf(hashes: Int32Array, powers: Int32Array, start: number, end: number): number {
  return ((hashes[end] ?? 0) - Math.imul(hashes[start] ?? 0, powers[end - start] ?? 0)) | 0
}

function powersUpTo(length: number): Int32Array {
  const powers = new Int32Array(length + 1)
  let power = 1
  for (let at = 0; at <= length; at += 1) {
    powers[at] = power
    power = Math.imul(power, base)
  }
  return powers
}
