import { isHarmless } from '#lib/config/mask/harmless-values.ts'
import type { Span } from '#lib/config/mask/spans.ts'
import { looksRandom } from '#lib/config/mask/strength.ts'

/** Longer user info is not searched, because no address is that long. */
const reach = 256

/** Passwords in addresses, and the parts of webhook addresses that let anyone post. */
export function addressSpans(text: string): Span[] {
  const found: Span[] = []
  const mayHook = /hook|logic\.azure|telegram|chat\.google|pagerduty|ifttt|hc-ping/.test(text)
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const start = at + 3
    const authority = text.slice(start, Math.min(endOf(text, start, authorityEnd), start + reach))
    const span = userInfo(text, start, authority) ?? (mayHook ? hookPart(text, start, authority) : undefined)
    if (span === undefined) continue
    found.push(span)
    at = span.end - 3
  }
  return [...found, ...driverNames(text)]
}

const authorityEnd = /[/?#\s"'<>`\\,]/g
const addressEnd = /[\s"'<>`\\,;)\]}]/g

/** `user:password@host`: the password; a token alone before the `@` as well. */
function userInfo(text: string, start: number, authority: string): Span | undefined {
  let at = authority.lastIndexOf('@')
  let info = authority.slice(0, Math.max(at, 0))
  // A password with a slash makes the address invalid, but is found nevertheless.
  if (at < 0 && /^[^:]*:(?!\d*$)/.test(authority)) {
    const near = text.slice(start, start + reach)
    const whole = near.slice(0, endOf(near, 0, addressEnd))
    at = whole.lastIndexOf('@')
    info = whole.slice(0, Math.max(at, 0))
  }
  if (at <= 0) return undefined
  const colon = info.indexOf(':')
  if (colon >= 0) {
    return isHarmless(info.slice(colon + 1)) ? undefined : { start: start + colon + 1, end: start + at }
  }
  return at >= 16 && looksRandom(info) ? { start, end: start + at } : undefined
}

/** Hosts and paths after which the rest of the address is secret. */
const hooks: readonly RegExp[] = [
  /^hooks\.slack\.com\/(?:services|workflows|triggers)\//,
  /^(?:\w+\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\//,
  /^[\w.-]{1,100}\.webhook\.office\.com\/webhookb2\//,
  /^outlook\.office\.com\/webhook\//,
  /^[\w.-]{1,100}\.logic\.azure\.com[\w.:/-]{0,200}\/invoke\?/,
  /^api\.telegram\.org\/bot/,
  /^chat\.googleapis\.com\/v1\/spaces\/[\w-]{1,60}\/messages\?/,
  /^events\.pagerduty\.com\/integration\//,
  /^hooks\.zapier\.com\/hooks\/catch\//,
  /^maker\.ifttt\.com\/trigger\/[\w-]{1,60}\/with\/key\//,
  /^hc-ping\.com\//,
]

function hookPart(text: string, start: number, authority: string): Span | undefined {
  if (authority === '' || text[start + authority.length] !== '/') return undefined
  const near = text.slice(start, start + reach)
  for (const each of hooks) {
    const secret = each.exec(near)?.[0].length
    if (secret !== undefined) return { start: start + secret, end: endOf(text, start + secret, addressEnd) }
  }
  const path = /^[^/]+\/(?:[\w.-]+\/){0,6}?(?:hooks?|webhooks?|webhookb2)\//.exec(near)?.[0].length
  if (path === undefined) return undefined
  const tail = near.slice(path, endOf(near, path, addressEnd))
  const isSecret = tail.split(/[/?&=]/).some((part) => part.length >= 8 && looksRandom(part))
  return isSecret ? { start: start + path, end: endOf(text, start + path, addressEnd) } : undefined
}

/** `user:password@tcp(host:3306)/db` of Go's drivers, and `user/password@//host` of Oracle's. */
function driverNames(text: string): Span[] {
  return [
    ...occurrences(text, /@(?:tcp|unix)[46]?\(/g).flatMap((at) => passwordBefore(text, at, ':')),
    ...occurrences(text, /@\/\//g).flatMap((at) => passwordBefore(text, at, '/')),
  ]
}

function occurrences(text: string, pattern: RegExp): number[] {
  return text.includes('@') ? [...text.matchAll(pattern)].map(({ index }) => index) : []
}

/** The last part of the word before an `@`, if something stands before its separator. */
function passwordBefore(text: string, at: number, separator: string): Span[] {
  let start = at
  while (start > 0 && at - start < 128 && !/[\s"'@]/.test(text[start - 1] ?? '')) start -= 1
  const before = text.slice(start, at)
  const colon = before.lastIndexOf(separator)
  if (colon <= 0 || isHarmless(before.slice(colon + 1))) return []
  return [{ start: start + colon + 1, end: at }]
}

function endOf(text: string, from: number, pattern: RegExp): number {
  pattern.lastIndex = from
  return pattern.exec(text)?.index ?? text.length
}
