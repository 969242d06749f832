import { isJsonList, isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import { argumentSpans } from '#lib/config/mask/arguments.ts'
import { secretPart } from '#lib/config/mask/assignments.ts'
import { isHarmless, isPlainWord, isReference } from '#lib/config/mask/harmless-values.ts'
import { type JsonNode, locateJson } from '#lib/config/mask/json-text.ts'
import { isKeyName, isPluralName, isProseName, judgeName, type NameVerdict } from '#lib/config/mask/names.ts'
import { sourceSpans } from '#lib/config/mask/scalar-units.ts'
import {
  isOpenSection,
  type ResourceKind,
  resourceKind,
  secretSections,
} from '#lib/config/mask/secret-resources.ts'
import type { Span } from '#lib/config/mask/spans.ts'
import { tidySpans } from '#lib/config/mask/spans.ts'
import { proseSpans, textSpans } from '#lib/config/mask/text-spans.ts'

/** The secret parts of a value: all of it, parts of a text, or those of its members; absent when there are none. */
export type Marks = 'all' | readonly Span[] | MemberMarks
export type MemberMarks = ReadonlyMap<string | number, Marks>

/** The context of a value. */
export type Around = {
  /** Inside the data of a Secret: secret under any name. */
  readonly isSecretData?: boolean
  /** The resource itself, or its item, is a Secret even where it does not say so. */
  readonly kind?: ResourceKind
  /** The nearest name above. */
  readonly name?: string
  /** What that name means; in a pair of `name` and `value`, for the value. */
  readonly verdict?: NameVerdict
  /** Inside of `secretGenerator`. */
  readonly isGenerator?: boolean
  /** Arguments beside these belong to the same program. */
  readonly program?: readonly string[]
  /** How many levels of text inside text have been opened. */
  readonly depth?: number
}

export function markValue(value: Json, around: Around): Marks | undefined {
  if (typeof value === 'string') return markString(value, around)
  if (typeof value === 'number' || typeof value === 'bigint')
    return isSecretNumber(around) ? 'all' : undefined
  if (isJsonList(value)) return markList(value, around)
  return isJsonMap(value) ? markMap(value, around) : undefined
}

function markString(value: string, around: Around): Marks | undefined {
  if (around.isSecretData === true) return isReference(value) ? undefined : someSpans(value, [whole(value)])
  const { name = '', verdict = 'no' } = around
  const secret = secretPart(value, verdict)
  if (secret !== undefined) return someSpans(value, [secret])
  const spans = isProseName(name) ? proseSpans(value) : markText(value, around.depth ?? 0)
  return spans.length === 0 ? undefined : spans
}

/** How many levels of text inside text are opened. */
const maxDepth = 4

/** Secrets of a text: of a JSON document by its structure, of anything else by its lines. */
export function markText(text: string, depth = 0, around: Around = {}): readonly Span[] {
  const json = depth < maxDepth ? locateJson(text) : undefined
  if (json === undefined) return textSpans(text)
  const marks = markValue(json.value, { ...around, depth: depth + 1 })
  return tidySpans(text, jsonSpans(text, json.node, marks))
}

/** The ranges of the marked scalars of a JSON text. */
export function jsonSpans(text: string, node: JsonNode, marks: Marks | undefined): Span[] {
  if (marks === undefined) return []
  if (node.kind === 'scalar') return jsonScalarSpans(text, node, marks)
  if (marks === 'all' || !(marks instanceof Map)) return []
  const members = node.kind === 'map' ? node.entries : node.items.map((item, index) => [index, item] as const)
  return members.flatMap(([key, member]) => jsonSpans(text, member, marks.get(key)))
}

function jsonScalarSpans(text: string, { start, end }: { start: number; end: number }, marks: Marks): Span[] {
  if (text[start] !== '"' || !Array.isArray(marks)) return [{ start, end, isBare: true }]
  const value = String(JSON.parse(text.slice(start, end)))
  const spans = sourceSpans(text.slice(start + 1, end - 1), value, 'double', marks)
  if (spans === undefined) return [{ start: start + 1, end: end - 1 }]
  return spans.map((span) => ({ start: start + 1 + span.start, end: start + 1 + span.end }))
}

function whole(value: string): Span {
  return { start: 0, end: value.length }
}

function someSpans(text: string, spans: readonly Span[]): readonly Span[] | undefined {
  const tidy = tidySpans(text, spans)
  return tidy.length === 0 ? undefined : tidy
}

function isSecretNumber({ isSecretData, verdict, name = '' }: Around): boolean {
  if (isSecretData === true) return true
  return verdict === 'secret' && !isPluralName(name)
}

function markList(list: readonly Json[], around: Around): MemberMarks | undefined {
  const marks = new Map<string | number, Marks>()
  const texts = list.map((item) => (typeof item === 'string' ? item : ''))
  const args = around.isSecretData === true ? undefined : argumentSpans(texts, around.program)
  // A list under a plural name (`secrets: [db, cache]`) is one of names, if its items look like names.
  const areNames =
    /secrets$/i.test(around.name ?? '') && texts.every((text) => isPlainWord(text) || isLabel(text))
  const inner: Around = areNames ? { ...around, verdict: 'no' } : around
  for (const [index, item] of list.entries()) {
    const mark = args?.has(index)
      ? spanMark(texts[index] ?? '', args.get(index))
      : (literalMark(item, around) ?? markValue(item, inner))
    if (mark !== undefined) marks.set(index, mark)
  }
  return marks.size === 0 ? undefined : marks
}

function isLabel(text: string): boolean {
  return /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(text)
}

function spanMark(text: string, span: Span | undefined): Marks | undefined {
  return span === undefined ? undefined : someSpans(text, [span])
}

/** `literals: [password=x]` of a secretGenerator: whatever the key is called. */
function literalMark(item: Json, { isGenerator, name }: Around): Marks | undefined {
  if (isGenerator !== true || name !== 'literals' || typeof item !== 'string') return undefined
  const equals = item.indexOf('=')
  return equals < 0 ? undefined : someSpans(item, [{ start: equals + 1, end: item.length }])
}

function markMap(map: JsonMap, around: Around): MemberMarks | undefined {
  const marks = new Map<string | number, Marks>()
  const own = resourceKind(map)
  const kind = own === 'other' ? (around.kind ?? 'other') : own
  const pairVerdict = around.isSecretData === true ? undefined : verdictOfPair(map)
  for (const [key, value] of Object.entries(map)) {
    const inner =
      around.isSecretData === true
        ? { ...around, name: key }
        : innerOf(map, key, value, { ...around, kind }, pairVerdict)
    const mark = inner === undefined ? undefined : markValue(value, inner)
    if (mark !== undefined) marks.set(key, mark)
  }
  return marks.size === 0 ? undefined : marks
}

function innerOf(
  map: JsonMap,
  key: string,
  value: Json,
  around: Around & { kind: ResourceKind },
  pairVerdict: NameVerdict | undefined,
): Around | undefined {
  const { kind } = around
  const depth = around.depth ?? 0
  if (isOpenSection(kind, key) || isKeyOfSecret(map, key, value)) return undefined
  if (isSecretSection(map, key, kind)) return { isSecretData: true, name: key, depth }
  // In what may be a Secret, anything that looks like a secret is masked.
  if (kind === 'unknown' && secretSections.has(key)) return { name: 'secrets', verdict: 'secret', depth }
  const name = key === '' ? (around.name ?? '') : key
  const verdict =
    key.toLowerCase() === 'value' && pairVerdict !== undefined ? pairVerdict : verdictOf(key, value, around)
  const program = key === 'args' ? textsOf(member(map, 'command')) : undefined
  return {
    name,
    verdict,
    depth,
    isGenerator: around.isGenerator === true || key === 'secretGenerator',
    ...(program && { program }),
    ...innerKind(kind, key, value),
  }
}

/** `{secretName: db, password: password}`, `{secretKey: password, remoteRef: …}`: the name of a key in a Secret. */
function isKeyOfSecret(map: JsonMap, key: string, value: Json): boolean {
  if (key === 'secretKey' && member(map, 'remoteRef') !== undefined) return true
  const secretName = member(map, 'secretName')
  return typeof secretName === 'string' && secretName !== '' && typeof value === 'string' && isKeyName(value)
}

/** `stringData` always belongs to a Secret; `data` if the kind says so. */
function isSecretSection(map: JsonMap, key: string, kind: ResourceKind): boolean {
  if (key === 'stringData') return isJsonMap(member(map, key))
  return kind === 'secret' && secretSections.has(key)
}

function innerKind(kind: ResourceKind, key: string, value: Json): { kind?: ResourceKind } {
  if (kind === 'secret-list' && key === 'items') return { kind: 'secret' }
  if (kind === 'secret-template' && key === 'template') return { kind: 'secret' }
  if (kind === 'secret-template' && isJsonMap(value)) return { kind }
  return {}
}

function verdictOf(key: string, value: Json, { verdict, name = '' }: Around): NameVerdict {
  const own = judgeName(key)
  if (isProseName(key)) return 'no'
  // `passwords: {alice: x}`: the name above decides, for values that look like secrets.
  const isTable = own === 'no' && verdict === 'secret' && isPluralName(name) && typeof value === 'string'
  return isTable ? 'maybe' : own
}

/** `{name: DB_PASSWORD, value: x}`: the name says what the value is; a header is named so, too. */
export function pairName(map: JsonMap): string | undefined {
  const entries = Object.entries(map)
  if (entries.length > 64 || !entries.some(([key]) => key.toLowerCase() === 'value')) return undefined
  const named = entries.find(([key, value]) => nameFields.has(key.toLowerCase()) && typeof value === 'string')
  return typeof named?.[1] === 'string' ? named[1] : undefined
}

function verdictOfPair(map: JsonMap): NameVerdict | undefined {
  const name = pairName(map)
  return name === undefined || isHarmless(name) ? undefined : judgeName(name)
}

const nameFields: ReadonlySet<string> = new Set([
  'name',
  'key',
  'header',
  'headername',
  'parametername',
  'variable',
  'path',
])

function textsOf(value: Json | undefined): readonly string[] | undefined {
  if (typeof value === 'string') return [value]
  return isJsonList(value) ? value.filter((each) => typeof each === 'string') : undefined
}

/** The value with everything marked masked. */
export function maskMarked(
  value: Json,
  marks: Marks | undefined,
  show: (text: string, spans: readonly Span[]) => string,
): Json {
  if (marks === undefined) return value
  if (marks === 'all') return show(String(value), [whole(String(value))])
  if (!(marks instanceof Map))
    return typeof value === 'string' && Array.isArray(marks) ? show(value, marks) : value
  if (isJsonList(value)) return value.map((item, index) => maskMarked(item, marks.get(index), show))
  if (!isJsonMap(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, maskMarked(each, marks.get(key), show)]),
  )
}
