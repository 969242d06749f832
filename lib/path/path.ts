import { isJsonList, isJsonMap, type Json, member } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { unreachable } from '#lib/base/unreachable.ts'
import { type DocumentResult, fail } from '#lib/config/document/result.ts'
import { readAccessor } from '#lib/path/image.ts'
import { mergeKeyOf } from '#lib/path/merge-keys.ts'

/** One step of a data path in where_data syntax. */
export type PathSegment =
  | { readonly kind: 'key'; readonly key: string }
  /** `@key:param`: a key with a name for other tools; reads as the key. */
  | { readonly kind: 'param'; readonly key: string; readonly param: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'wildcard'; readonly bind?: string }
  | { readonly kind: 'match'; readonly key: string; readonly param?: string; readonly value: string }

export type DataPath = {
  readonly segments: readonly PathSegment[]
  /** `#reference` (`:tag`, `@sha256:...`) and `#uri` of an image. */
  readonly accessor?: 'reference' | 'uri'
}

export function parsePath(text: string): DocumentResult<DataPath> {
  const hash = text.indexOf('#')
  const accessor = hash < 0 ? undefined : text.slice(hash + 1)
  if (accessor !== undefined && accessor !== 'reference' && accessor !== 'uri') {
    return fail(`"#${accessor}" is not known; use #reference or #uri`, { line: 1, column: hash + 1 })
  }
  const body = hash < 0 ? text : text.slice(0, hash)
  if (body === '') return fail('The path is empty', { line: 1, column: 1 })
  const segments: PathSegment[] = []
  let column = 1
  for (const part of body.split('.')) {
    const segment = parseSegment(part)
    if (typeof segment === 'string') return fail(segment, { line: 1, column })
    segments.push(segment)
    column += part.length + 1
  }
  return ok(accessor ? { segments, accessor } : { segments })
}

export function pathText(path: readonly PathSegment[] | DataPath): string {
  const { segments, accessor } = 'segments' in path ? path : { segments: path, accessor: undefined }
  return segments.map(segmentText).join('.') + (accessor ? `#${accessor}` : '')
}

/** A value with the path that leads to it and nowhere else. */
type PathValue = { readonly path: string; readonly value: Json }

/** A place in a value: keys and indexes as they stand, and how the path to it is printed. */
export type Place = {
  readonly keys: readonly (string | number)[]
  readonly segments: readonly PathSegment[]
  readonly value: Json
}

/** Every value the path leads to; nothing for a path that cannot be read or leads nowhere. */
export function readPath(value: Json, path: string | DataPath): PathValue[] {
  const parsed = typeof path === 'string' ? parsePath(path) : { ok: true as const, value: path }
  if (!parsed.ok) return []
  const { segments, accessor } = parsed.value
  return places(value, segments).flatMap((place) => {
    if (!accessor) return [{ path: pathText(place.segments), value: place.value }]
    if (typeof place.value !== 'string') return []
    return [
      { path: pathText({ segments: place.segments, accessor }), value: readAccessor(place.value, accessor) },
    ]
  })
}

export function places(value: Json, segments: readonly PathSegment[]): Place[] {
  let found: Place[] = [{ keys: [], segments: [], value }]
  for (const segment of segments) found = found.flatMap((place) => steps(place, segment))
  return found
}

/** Where one segment leads from a place: no, one or (wildcard, match) several places. */
export function steps(place: Place, segment: PathSegment): Place[] {
  if (isJsonList(place.value)) return listSteps(place, place.value, segment)
  if (!isJsonMap(place.value)) return []
  const map = place.value
  if (segment.kind === 'match') return []
  const keys = segment.kind === 'wildcard' ? Object.keys(map) : [mapKey(segment)]
  return keys.flatMap((key) => {
    const value = member(map, key)
    return value === undefined ? [] : [step(place, key, { kind: 'key', key }, value)]
  })
}

/** In a map, digits are a key like any other. */
export function mapKey(segment: Extract<PathSegment, { kind: 'key' | 'param' | 'index' }>): string {
  return segment.kind === 'index' ? String(segment.index) : segment.key
}

function listSteps(place: Place, list: readonly Json[], segment: PathSegment): Place[] {
  const name = segment.kind === 'wildcard' ? elementNamer(list, fieldName(place.keys.at(-1))) : () => segment
  const at = (index: number) => {
    const value = list[index]
    return value === undefined ? [] : [step(place, index, name(index), value)]
  }
  switch (segment.kind) {
    case 'index':
      return at(segment.index)
    case 'wildcard':
      return list.flatMap((_, index) => at(index))
    case 'match':
      return list.flatMap((element, index) => (matches(element, segment) ? at(index) : []))
    default:
      return []
  }
}

function matches(element: Json, segment: Extract<PathSegment, { kind: 'match' }>): boolean {
  if (!isJsonMap(element)) return false
  const value = member(element, segment.key)
  return value !== undefined && typeof value !== 'object' && String(value) === segment.value
}

function fieldName(key: string | number | undefined): string | undefined {
  return typeof key === 'string' ? key : undefined
}

function step(place: Place, key: string | number, segment: PathSegment, value: Json): Place {
  return { keys: [...place.keys, key], segments: [...place.segments, segment], value }
}

/** `?name=main` where that names exactly one element, else the index. */
export function elementSegment(list: readonly Json[], index: number, field: string | undefined): PathSegment {
  return elementNamer(list, field)(index)
}

/** The same for many elements of one list. */
export function elementNamer(
  list: readonly Json[],
  field: string | undefined,
): (index: number) => PathSegment {
  const key = mergeKeyOf(field, list)?.keys[0]
  if (key === undefined) return (index) => ({ kind: 'index', index })
  const texts = list.map((element) => {
    const value = isJsonMap(element) ? member(element, key) : undefined
    return value === undefined || value === null ? undefined : String(value)
  })
  const counts = new Map<string | undefined, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return (index) => {
    const value = texts[index]
    if (value === undefined || counts.get(value) !== 1) return { kind: 'index', index }
    return { kind: 'match', key, value }
  }
}

function parseSegment(part: string): PathSegment | string {
  if (part === '') return 'A part of the path is empty; write ~1 for a dot inside a key'
  const bracket = part.indexOf('[')
  if (bracket >= 0) return `Write "${part.slice(0, bracket)}.0" or "?name=value" for list items, not brackets`
  if (part.startsWith('*'))
    return part === '*' ? { kind: 'wildcard' } : { kind: 'wildcard', bind: part.slice(1) }
  if (part.startsWith('?')) return parseMatch(part)
  if (/^[0-9]{1,10}$/.test(part)) return { kind: 'index', index: Number(part) }
  const param = /^@([^:]+):(.+)$/.exec(part)
  if (param) return { kind: 'param', key: unescapeKey(param[1] ?? ''), param: param[2] ?? '' }
  return { kind: 'key', key: unescapeKey(part) }
}

function parseMatch(part: string): PathSegment | string {
  const equals = part.indexOf('=')
  if (equals < 2) return `"${part}" has to read ?key=value`
  const [key = '', param] = part.slice(1, equals).split(':')
  const value = unescapeKey(part.slice(equals + 1))
  return { kind: 'match', key: unescapeKey(key), ...(param ? { param } : {}), value }
}

function segmentText(segment: PathSegment): string {
  switch (segment.kind) {
    case 'key':
      // A key of digits only reads as an index, and an index reads the key of that name in a map.
      return escapeKey(segment.key)
    case 'param':
      return `@${escapeKey(segment.key)}:${segment.param}`
    case 'index':
      return String(segment.index)
    case 'wildcard':
      return `*${segment.bind ?? ''}`
    case 'match':
      return `?${escapeKey(segment.key)}${segment.param ? `:${segment.param}` : ''}=${escapeKey(segment.value)}`
    default:
      return unreachable(segment)
  }
}

// ~1 (dot) and ~2 (slash) are where_data's; the others only keep our own printing unambiguous for odd keys.
const escapes: readonly (readonly [string, string])[] = [
  ['~', '~0'],
  ['.', '~1'],
  ['#', '~3'],
  ['*', '~4'],
  ['?', '~5'],
  ['@', '~6'],
  ['=', '~7'],
  ['[', '~8'],
]
const emptyText = '~9'
const plainOf = new Map([
  ...escapes.map(([plain, escaped]) => [escaped, plain] as const),
  ['~2', '/'],
  [emptyText, ''],
])
const escapedOf = new Map(escapes)

function escapeKey(text: string): string {
  if (text === '') return emptyText
  return text.replace(/[~.#*?@=[]/g, (char) => escapedOf.get(char) ?? char)
}

function unescapeKey(text: string): string {
  return text.replace(/~[0-9]/g, (code) => plainOf.get(code) ?? code)
}
