import { ok, type Result } from '#lib/base/result.ts'
import type { Accessor, DataPath, FilterPath, PathError, PathSegment } from '#lib/path/data-path.ts'
import { unescapeKey } from '#lib/path/escapes.ts'

type Parsed<T> = Result<T, PathError>

/** A path that leads to values: `spec.containers.?name=main.image#reference`. */
export function parsePath(text: string): Parsed<DataPath> {
  const parsed = parseFilterPath(text)
  if (!parsed.ok) return parsed
  const { optional, ...path } = parsed.value
  if (optional === undefined) return ok(path)
  return fail('.| belongs to a filter; write a plain dot', text.indexOf('.|') + 1)
}

/** A path of a filter, which may be split by `.|`. */
export function parseFilterPath(text: string): Parsed<FilterPath> {
  const hash = text.indexOf('#')
  const accessor = hash < 0 ? undefined : text.slice(hash + 1)
  if (accessor !== undefined && !isAccessor(accessor)) {
    return fail(`"#${accessor}" is not known; use #reference or #uri`, hash + 1)
  }
  const body = hash < 0 ? text : text.slice(0, hash)
  if (body === '') return fail('The path is empty', 1)
  const split = body.indexOf('.|')
  const segments = parseSegments(split < 0 ? body : body.slice(0, split), 1)
  if (!segments.ok) return segments
  const optional = split < 0 ? undefined : parseSegments(body.slice(split + 2), split + 3)
  if (optional?.ok === false) return optional
  return ok({
    segments: segments.value,
    ...(optional && { optional: optional.value }),
    ...(accessor && { accessor }),
  })
}

function isAccessor(text: string): text is Accessor {
  return text === 'reference' || text === 'uri'
}

function parseSegments(text: string, from: number): Parsed<PathSegment[]> {
  const segments: PathSegment[] = []
  let column = from
  for (const part of text.split('.')) {
    const segment = parseSegment(part)
    if (typeof segment === 'string') return fail(segment, column)
    segments.push(segment)
    column += part.length + 1
  }
  return ok(segments)
}

/** The segment, or why it cannot be read. */
function parseSegment(part: string): PathSegment | string {
  if (part === '') return 'A part of the path is empty; write ~1 for a dot inside a key'
  const bracket = part.indexOf('[')
  if (bracket >= 0) return `Write "${part.slice(0, bracket)}.0" or "?name=value" for list items, not brackets`
  if (part === '*') return { kind: 'wildcard' }
  if (part.startsWith('*')) return parseWildcard(part)
  if (part.startsWith('?')) return parseAssociation(part)
  if (/^[0-9]{1,10}$/.test(part)) return { kind: 'index', index: Number(part) }
  const param = /^@([^:]+):(.+)$/.exec(part)
  if (param) return { kind: 'param', key: unescapeKey(param[1] ?? ''), param: param[2] ?? '' }
  return { kind: 'key', key: unescapeKey(part) }
}

/** `*?key`, `*@:param` and `*?key=value`, of which only the last selects. */
function parseWildcard(part: string): PathSegment | string {
  if (!part.includes('=')) return { kind: 'wildcard', bind: part.slice(1) }
  const named = parseNamed(part.slice(1))
  if (named === undefined) return `"${part}" must have the form *?key=value`
  const { text, ...name } = named
  return { kind: 'filter', ...name, value: unescapeKey(text) }
}

/** `?key=value`, and its forms `?key=@2` and `?key=*`, which ConfigHub reads as `*?key`. */
function parseAssociation(part: string): PathSegment | string {
  const named = parseNamed(part)
  if (named === undefined) return `"${part}" must have the form ?key=value`
  const { text, ...name } = named
  if (text === '*') return { kind: 'wildcard', bind: part.slice(0, -2) }
  if (!text.startsWith('@')) return { kind: 'match', ...name, value: unescapeKey(text) }
  if (/^@[0-9]{1,10}$/.test(text)) return { kind: 'place', ...name, index: Number(text.slice(1)) }
  return `"${part}" must have a number behind @, from 0`
}

type Named = { readonly key: string; readonly param?: string; readonly text: string }

/** `?key:param=text` in its parts; undefined for anything else. */
function parseNamed(part: string): Named | undefined {
  const equals = part.indexOf('=')
  if (!part.startsWith('?') || equals < 2) return undefined
  const [key = '', param] = part.slice(1, equals).split(':')
  return { key: unescapeKey(key), ...(param ? { param } : {}), text: part.slice(equals + 1) }
}

function fail(message: string, column: number): { ok: false; error: PathError } {
  return { ok: false, error: { message, line: 1, column } }
}
