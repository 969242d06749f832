import { isJsonList, isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import { decodedText, encodedForms } from '#lib/config/mask/base64.ts'
import { isHarmless } from '#lib/config/mask/harmless-values.ts'
import { type Marks, type MemberMarks, markText, pairName } from '#lib/config/mask/marks.ts'
import { judgeName } from '#lib/config/mask/names.ts'
import type { SecretMatcher } from '#lib/config/mask/secret-matcher.ts'
import { type Span, tidySpans } from '#lib/config/mask/spans.ts'
import { looksRandom } from '#lib/config/mask/strength.ts'

/**
 * Secrets to search for: wherever else one occurs it is masked too. Passwords that are plain words (`admin`) or short
 * are not searched for, because they occur for other reasons.
 */
export function collectSecrets(value: Json, marks: Marks | undefined, into: Set<string>, name = ''): void {
  if (marks === undefined || marks === 'all') return
  if (!isMembers(marks)) {
    for (const span of marks) addSecret(String(value), span, name, into)
  } else if (isJsonList(value)) {
    for (const [index, item] of value.entries()) collectSecrets(item, marks.get(index), into, name)
  } else if (isJsonMap(value)) {
    for (const [key, mark] of marks) {
      const item = member(value, String(key))
      if (item !== undefined) collectSecrets(item, mark, into, nameIn(value, String(key)))
    }
  }
}

/** The name of a value: its key, or the `name` beside it. */
function nameIn(map: JsonMap, key: string): string {
  return key.toLowerCase() === 'value' ? (pairName(map) ?? key) : key
}

function isMembers(marks: Marks): marks is MemberMarks {
  return marks instanceof Map
}

function addSecret(value: string, { start, end }: Span, name: string, into: Set<string>): void {
  const secret = value.slice(start, end).trim()
  if (into.has(secret)) return
  // A whole value under a name that says nothing, in the data of a Secret, may be a user or a host.
  const isSure = end - start < value.trim().length || judgeName(name) !== 'no'
  follow(secret, isSure, into)
  const decoded = decodedText(secret)
  if (decoded !== undefined) follow(decoded, isSure, into)
  // Of a whole file, or of `user:password`, the parts are what is used elsewhere.
  for (const text of [secret, decoded ?? '']) {
    if (/[\n:={]/.test(text)) for (const inner of partsOf(text)) follow(inner, true, into)
  }
}

function partsOf(text: string): string[] {
  const pair = text.length < 256 ? /^[\w.@-]+:([^\s:]+)$/.exec(text)?.[1] : undefined
  return [
    ...markText(text, 2).map(({ start, end }) => text.slice(start, end)),
    ...(pair === undefined ? [] : [pair]),
  ]
}

function follow(secret: string, isSure: boolean, into: Set<string>): void {
  const text = secret.trim()
  if (into.has(text) || !worthFollowing(text, isSure)) return
  into.add(text)
  for (const form of encodedForms(text)) into.add(form)
}

function worthFollowing(secret: string, isSure: boolean): boolean {
  if (secret.length < 6 || isHarmless(secret)) return false
  if (looksRandom(secret)) return true
  if (!isSure || unremarkable.some((each) => each.test(secret))) return false
  return secret.length >= 16 || /\d/.test(secret) === /[a-z]/i.test(secret)
}

/** Versions, addresses, dates, quantities: they may be equal by chance. */
const unremarkable: readonly RegExp[] = [
  /^v?\d+(?:[.:-]\d+)*\w{0,3}$/,
  /^(?:sha256|sha512|md5)[:-]/,
  /^\w+:\/\/[^\s@]*$/,
  /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/,
  /^[A-Za-z]+$/,
]

/** Adds to the marks every occurrence of a known secret. */
export function withKnown(value: Json, marks: Marks | undefined, matcher: SecretMatcher): Marks | undefined {
  if (marks === 'all') return marks
  if (typeof value === 'string') {
    const known = matcher(value)
    if (known.length === 0) return marks
    return tidySpans(value, [...(Array.isArray(marks) ? (marks as readonly Span[]) : []), ...known])
  }
  const members = marks !== undefined && isMembers(marks) ? marks : undefined
  if (isJsonList(value)) return membersWith([...value.entries()], members, matcher)
  return isJsonMap(value) ? membersWith(Object.entries(value), members, matcher) : marks
}

function membersWith(
  entries: readonly (readonly [string | number, Json])[],
  members: MemberMarks | undefined,
  matcher: SecretMatcher,
): MemberMarks | undefined {
  const all = new Map<string | number, Marks>()
  for (const [key, item] of entries) {
    const mark = withKnown(item, members?.get(key), matcher)
    if (mark !== undefined) all.set(key, mark)
  }
  return all.size === 0 ? undefined : all
}

/** A secret found in a text by its lines. */
export function followText(secret: string, into: Set<string>): void {
  addSecret(secret, { start: 0, end: secret.length }, 'secret', into)
}
