import { isJsonList, isJsonMap, type Json, member, withMember } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { type DocumentResult, fail } from '#lib/config/document/result.ts'
import type { DataPath, PathSegment } from '#lib/path/data-path.ts'
import { writeAccessor } from '#lib/path/image.ts'
import { pathText } from '#lib/path/print-path.ts'
import { isSelecting, mapKey, type Place, steps } from '#lib/path/walk.ts'

/** Called with each value before it is set. */
type Notice = (value: Json) => void

/** The new value of a place; `old` is undefined where it would be made. Undefined leaves the place as it is. */
export type Change = (old: Json | undefined, place: Place) => DocumentResult<Json | undefined>

/**
 * Path = value. Missing maps are made; `?name=x`, `*`, their like and indexes only select what is there (undefined: nothing is).
 * One path may lead to thousands of places: `notice` may stop it.
 */
export function setField(
  value: Json,
  path: DataPath,
  to: Json,
  notice: Notice = () => undefined,
): DocumentResult<Json | undefined> {
  const set: Change = (old) => {
    if (path.accessor && typeof old !== 'string') return ok(undefined)
    if (path.accessor && typeof to !== 'string') return fail(`The value of #${path.accessor} must be text`)
    const written =
      path.accessor && typeof old === 'string' && typeof to === 'string'
        ? writeAccessor(old, path.accessor, to)
        : to
    notice(written)
    return ok(written)
  }
  return changeField(value, path, set)
}

/** Whatever the path leads to, changed in the same way. */
export function changeField(value: Json, path: DataPath, change: Change): DocumentResult<Json | undefined> {
  return setIn({ keys: [], segments: [], value }, path.segments, change)
}

function setIn(
  place: Place,
  segments: readonly PathSegment[],
  change: Change,
): DocumentResult<Json | undefined> {
  const [segment, ...rest] = segments
  if (!segment) return change(place.value, place)
  const found = meant(place, segment, steps(place, segment))
  if (found.length > 0) return setEach(place, found, rest, change)
  if (isSelecting(segment)) return ok(undefined)
  if (isJsonList(place.value)) {
    if (segment.kind === 'index') return ok(undefined)
    return fail(`"${pathText(place.segments)}" is a list: name an item by its index or ?name=value`)
  }
  const key = mapKey(segment)
  if (!isJsonMap(place.value))
    return fail(`"${pathText(place.segments)}" is not a map, so it has no "${key}"`)
  if (rest.some((each) => each.kind !== 'key' && each.kind !== 'param')) return ok(undefined)
  const next = fresh(place, key, segment)
  const made = rest.length === 0 ? change(undefined, next) : setIn(next, rest, change)
  if (!made.ok || made.value === undefined) return made
  return ok(withMember(place.value, key, made.value))
}

/** Of a variable that is listed twice only the last entry counts, so only that one is set. */
function meant(place: Place, segment: PathSegment, found: readonly Place[]): readonly Place[] {
  const isVariable = segment.kind === 'match' && segment.key === 'name' && place.keys.at(-1) === 'env'
  return isVariable ? found.slice(-1) : found
}

function setEach(
  place: Place,
  found: readonly Place[],
  rest: readonly PathSegment[],
  change: Change,
): DocumentResult<Json | undefined> {
  const changed = new Map<string | number, Json>()
  for (const each of found) {
    // `key:` with nothing behind it is a map that has not been written yet.
    const start = each.value === null && rest.length > 0 ? { ...each, value: {} } : each
    const set = setIn(start, rest, change)
    if (!set.ok) return set
    const key = each.keys.at(-1)
    if (set.value !== undefined && key !== undefined) changed.set(key, set.value)
  }
  return ok(changed.size > 0 ? putAll(place.value, changed) : undefined)
}

/** All at once: a copy of the whole for each place would take the square of their number. */
function putAll(whole: Json, changed: ReadonlyMap<string | number, Json>): Json {
  // `null` is a value like any other; only what is absent stays as it was.
  const current = (key: string | number, old: Json) => {
    const value = changed.get(key)
    return value === undefined ? old : value
  }
  if (isJsonList(whole)) return whole.map((item, index) => current(index, item))
  if (!isJsonMap(whole)) return whole
  return Object.fromEntries(Object.entries(whole).map(([key, value]) => [key, current(key, value)]))
}

function put(whole: Json, key: string | number | undefined, value: Json): Json {
  if (isJsonList(whole) && typeof key === 'number') return whole.with(key, value)
  return isJsonMap(whole) && typeof key === 'string' ? withMember(whole, key, value) : whole
}

function fresh(place: Place, key: string, segment: PathSegment): Place {
  const value = isJsonMap(place.value) ? (member(place.value, key) ?? {}) : {}
  return { keys: [...place.keys, key], segments: [...place.segments, segment], value }
}

/** A copy with the value at concrete keys replaced by what `make` gives for the old one. */
export function putAt(
  value: Json,
  keys: readonly (string | number)[],
  make: (old: Json | undefined) => Json,
): Json {
  const [key, ...rest] = keys
  if (key === undefined) return make(value)
  const inside = isJsonList(value)
    ? value[Number(key)]
    : isJsonMap(value)
      ? member(value, String(key))
      : undefined
  return put(value, key, putAt(inside ?? null, rest, make))
}
