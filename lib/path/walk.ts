import { isJsonList, isJsonMap, type Json, member } from '#lib/base/json.ts'
import type { DataPath, PathSegment } from '#lib/path/data-path.ts'
import { elementNamer } from '#lib/path/element-name.ts'
import { readAccessor } from '#lib/path/image.ts'
import { parsePath } from '#lib/path/parse-path.ts'
import { pathText } from '#lib/path/print-path.ts'

/** A value with its unambiguous path. */
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

/** Only the values, for a path without an accessor: what a filter needs, without printing each place. */
export function valuesAt(value: Json, segments: readonly PathSegment[]): Json[] {
  return segments.reduce<Json[]>(
    (found, segment) => found.flatMap((each) => valuesIn(each, segment)),
    [value],
  )
}

function valuesIn(value: Json, segment: PathSegment): Json[] {
  if (isJsonList(value)) {
    if (segment.kind === 'wildcard') return [...value]
    if (isNamed(segment)) return value.filter((element) => matches(element, segment))
    return isPlaceInList(segment) ? value.slice(segment.index, segment.index + 1) : []
  }
  if (!isJsonMap(value) || isOfListsOnly(segment)) return []
  if (segment.kind === 'wildcard') return Object.values(value)
  if (segment.kind === 'filter') return Object.values(value).filter((each) => matches(each, segment))
  const found = member(value, mapKey(segment))
  return found === undefined ? [] : [found]
}

type Segment<Kind extends PathSegment['kind']> = Extract<PathSegment, { kind: Kind }>

function isNamed(segment: PathSegment): segment is Segment<'match' | 'filter'> {
  return segment.kind === 'match' || segment.kind === 'filter'
}

function isPlaceInList(segment: PathSegment): segment is Segment<'index' | 'place'> {
  return segment.kind === 'index' || segment.kind === 'place'
}

function isOfListsOnly(segment: PathSegment): segment is Segment<'match' | 'place'> {
  return segment.kind === 'match' || segment.kind === 'place'
}

/** Whether the segment selects among existing elements; such a segment does not say what to create. */
export function isSelecting(
  segment: PathSegment,
): segment is Segment<'wildcard' | 'match' | 'filter' | 'place'> {
  return segment.kind === 'wildcard' || segment.kind === 'filter' || isOfListsOnly(segment)
}

/** Where one segment leads from a place: no, one or (wildcard, match) several places. */
export function steps(place: Place, segment: PathSegment): Place[] {
  if (isJsonList(place.value)) return listSteps(place, place.value, segment)
  if (!isJsonMap(place.value)) return []
  const map = place.value
  if (isOfListsOnly(segment)) return []
  const keys = segment.kind === 'wildcard' || segment.kind === 'filter' ? Object.keys(map) : [mapKey(segment)]
  return keys.flatMap((key) => {
    const value = member(map, key)
    if (value === undefined || (segment.kind === 'filter' && !matches(value, segment))) return []
    return [step(place, key, { kind: 'key', key }, value)]
  })
}

/** In a map, digits are a key like any other. */
export function mapKey(segment: Segment<'key' | 'param' | 'index'>): string {
  return segment.kind === 'index' ? String(segment.index) : segment.key
}

function listSteps(place: Place, list: readonly Json[], segment: PathSegment): Place[] {
  const name =
    segment.kind === 'match' || segment.kind === 'index'
      ? () => segment
      : elementNamer(list, fieldName(place.keys.at(-1)))
  const at = (index: number) => {
    const value = list[index]
    return value === undefined ? [] : [step(place, index, name(index), value)]
  }
  switch (segment.kind) {
    case 'index':
    case 'place':
      return at(segment.index)
    case 'wildcard':
      return list.flatMap((_, index) => at(index))
    case 'match':
    case 'filter':
      return list.flatMap((element, index) => (matches(element, segment) ? at(index) : []))
    default:
      return []
  }
}

function matches(element: Json, segment: Segment<'match' | 'filter'>): boolean {
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
