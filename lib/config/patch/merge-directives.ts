import { isJsonList, isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { pathText } from '#lib/path/print-path.ts'

/** Where in the resource a part of the patch applies. */
export type At = readonly PathSegment[]

/** A patch that Kubernetes would refuse too, or that it would carry out as nobody means it. Nothing is applied. */
export class MergeRefused extends Error {
  constructor(at: At, why: string) {
    super(at.length === 0 ? `The patch ${why}` : `${pathText(at)} ${why}`)
  }
}

export const orderPrefix = '$setElementOrder/'
export const deletePrefix = '$deleteFromPrimitiveList/'
const retainKeys = '$retainKeys'

/** The key is an instruction of the patch, not a field. */
export function isDirective(key: string): boolean {
  return key === '$patch' || key === retainKeys || key.startsWith(orderPrefix) || key.startsWith(deletePrefix)
}

/** `$patch` of a map or list element. */
export function directiveOf(map: JsonMap, at: At): 'replace' | 'delete' | undefined {
  const value = member(map, '$patch')
  if (value === undefined || value === 'replace' || value === 'delete') return value
  if (value === 'merge')
    throw new MergeRefused(
      at,
      'has "$patch: merge", which kubectl refuses; leave it out: maps merge without it',
    )
  const shown = typeof value === 'string' ? value : JSON.stringify(value)
  throw new MergeRefused(at, `has "$patch: ${shown}"; only replace and delete are known`)
}

/** An element that is nothing but `$patch`; it is about the list. */
export function isBare(element: Json): element is JsonMap {
  return isJsonMap(element) && Object.keys(element).length === 1 && member(element, '$patch') !== undefined
}

/** Elements of a list that is replaced are taken as they are, so an instruction in one would be written down. */
export function refuseDirectives(value: Json, at: At): void {
  if (isJsonList(value))
    for (const [index, item] of value.entries()) refuseDirectives(item, [...at, { kind: 'index', index }])
  if (!isJsonMap(value)) return
  for (const [key, inside] of Object.entries(value)) {
    if (isDirective(key))
      throw new MergeRefused(at, `has "${key}", but this list has no merge key: it is replaced as a whole`)
    refuseDirectives(inside, [...at, { kind: 'key', key }])
  }
}

/** The fields that stay: those that `$retainKeys` lists, which all fields of the patch have to be among. */
export function retained(target: JsonMap, patch: JsonMap, at: At): JsonMap {
  const list = member(patch, retainKeys)
  if (list === undefined) return target
  if (!isJsonList(list) || !list.every((each) => typeof each === 'string'))
    throw new MergeRefused(at, `has a "${retainKeys}" that is not a list of field names`)
  const keep = new Set(list)
  const missing = Object.entries(patch).find(
    ([key, value]) => value !== null && !isDirective(key) && !keep.has(key),
  )
  if (missing !== undefined)
    throw new MergeRefused(at, `sets "${missing[0]}", which is not in its "${retainKeys}"`)
  return Object.fromEntries(Object.entries(target).filter(([key]) => keep.has(key)))
}

/** What `$deleteFromPrimitiveList` leaves of a list; of something else it takes nothing. */
export function withoutValues(list: Json | undefined, gone: Json, at: At): Json | undefined {
  if (!isJsonList(gone) || !gone.every(isScalar))
    throw new MergeRefused(at, `has a "${deletePrefix}" that is not a list of texts or numbers`)
  if (!isJsonList(list)) return list
  const values = new Set(gone)
  return list.filter((item) => !values.has(item))
}

/** `$setElementOrder` is about a list, in the document as in the patch. */
export function orderOf(order: Json, at: At, ...sides: readonly (Json | undefined)[]): readonly Json[] {
  if (!isJsonList(order)) throw new MergeRefused(at, `has a "${orderPrefix}" that is not a list`)
  if (sides.every((side) => side === undefined || isJsonList(side))) return order
  throw new MergeRefused(at, `has a "${orderPrefix}", but is not a list`)
}

export function isScalar(value: Json): boolean {
  return typeof value !== 'object' || value === null
}
