import { equalJson, isJsonList, isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import { align } from '#lib/config/compare/align.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import { type IndexPair, pairRenumbered } from '#lib/config/compare/renumbered.ts'
import { type Resource, readResources } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { elementNamer } from '#lib/path/element-name.ts'
import { identify, uniqueKeyOf } from '#lib/path/merge-keys.ts'
import { pathText } from '#lib/path/print-path.ts'

/**
 * The differences in value between two texts, resource by resource, with the items of a List as resources. Comments and
 * formatting do not count. A text that cannot be read is compared as a whole.
 */
export function diffConfig(before: string, after: string): PathChange[] {
  if (before === after) return []
  const old = readResources(before)
  const fresh = readResources(after)
  if (!old.ok || !fresh.ok) {
    return [{ resourceType: '', resourceName: '', path: '', change: 'Update', from: before, to: after }]
  }
  return diffResources(withItems(old.value), withItems(fresh.value))
}

/** How the elements of a list with a merge key are paired. */
export type Pairing =
  /** By their key, as Kubernetes does: another port number is another port. */
  | 'by-key'
  /** As people see it: a port that keeps its name, or all but its number, is the same port with another number. */
  | 'as-seen'

/** The same between resources that have been read already. */
export function diffResources(
  before: readonly Resource[],
  after: readonly Resource[],
  pairing: Pairing = 'by-key',
): PathChange[] {
  return pairResources(before, after).flatMap(({ from, to }) => {
    if (from && to)
      return diffValues(from.value, to.value, pairing).map((change) => ({ ...nameOf(from), ...change }))
    if (from) return [{ ...nameOf(from), path: '', change: 'Delete', from: from.value } as const]
    return to ? [{ ...nameOf(to), path: '', change: 'Add', to: to.value } as const] : []
  })
}

type ResourcePair = { readonly from?: Resource; readonly to?: Resource }

/** Pairs by type and name, the rest by type and position, so that a rename or a new namespace is a change, not a swap. */
export function pairResources(from: readonly Resource[], to: readonly Resource[]): ResourcePair[] {
  const free = new Set(to)
  const placed = new Map(to.map((each) => [placeKey(each), each]))
  const take = (candidate: Resource | undefined) =>
    candidate !== undefined && free.delete(candidate) ? candidate : undefined
  const named = new Map<string, Map<number, Resource>>()
  for (const each of to) {
    const own = named.get(nameKey(each))
    if (own === undefined) named.set(nameKey(each), new Map([[each.index, each]]))
    else own.set(each.index, each)
  }
  const byName = from.map((old) => {
    const own = named.get(nameKey(old))
    // Of several with one name, the one at the same position.
    const fresh = take(own?.get(old.index) ?? own?.values().next().value)
    if (fresh !== undefined) own?.delete(fresh.index)
    return { from: old, to: fresh }
  })
  const paired = byName.map(({ from: old, to: fresh }) => {
    const other = fresh ?? take(placed.get(placeKey(old)))
    return other ? { from: old, to: other } : { from: old }
  })
  return [...paired, ...[...free].map((each) => ({ to: each }))]
}

function nameKey({ resourceType, resourceName }: Resource): string {
  return `${resourceType}\n${resourceName}`
}

function placeKey({ resourceType, index }: Resource): string {
  return `${resourceType}\n${index}`
}

type ValueChange = Omit<PathChange, 'resourceType' | 'resourceName'>

function diffValues(from: Json, to: Json, pairing: Pairing): ValueChange[] {
  const comparison: Comparison = { pairing, changes: [] }
  visit([], undefined, from, to, comparison)
  return comparison.changes
}

type Comparison = { readonly pairing: Pairing; readonly changes: ValueChange[] }

function visit(
  path: readonly PathSegment[],
  field: string | undefined,
  from: Json,
  to: Json,
  into: Comparison,
): void {
  if (equalJson(from, to)) return
  if (isJsonMap(from) && isJsonMap(to)) visitMaps(path, from, to, into)
  else if (isJsonList(from) && isJsonList(to)) visitLists(path, field, from, to, into)
  else into.changes.push({ path: pathText(path), change: 'Update', from, to })
}

function visitMaps(path: readonly PathSegment[], from: JsonMap, to: JsonMap, into: Comparison): void {
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const inner: PathSegment[] = [...path, { kind: 'key', key }]
    const old = member(from, key)
    const fresh = member(to, key)
    if (old === undefined && fresh !== undefined)
      into.changes.push({ path: pathText(inner), change: 'Add', to: fresh })
    else if (old !== undefined && fresh === undefined)
      into.changes.push({ path: pathText(inner), change: 'Delete', from: old })
    else if (old !== undefined && fresh !== undefined) visit(inner, key, old, fresh, into)
  }
}

function visitLists(
  path: readonly PathSegment[],
  field: string | undefined,
  from: readonly Json[],
  to: readonly Json[],
  into: Comparison,
): void {
  const { changes } = into
  const paired = pairElements(field, from, to)
  const renumbered = into.pairing === 'as-seen' ? pairRenumbered(field, { from, to, ...paired }) : []
  const gone = paired.gone.filter((index) => !renumbered.some((pair) => pair.from === index))
  const added = paired.added.filter((index) => !renumbered.some((pair) => pair.to === index))
  const before = changes.length
  const [oldName, newName] = [elementNamer(from, field), elementNamer(to, field)]
  const at = (segment: PathSegment) => pathText([...path, segment])
  const visitPair = (pair: IndexPair, name: PathSegment) =>
    visit([...path, name], undefined, from[pair.from] ?? null, to[pair.to] ?? null, into)
  for (const pair of paired.kept) visitPair(pair, newName(pair.to))
  for (const pair of renumbered) visitPair(pair, pair.name)
  for (const index of gone)
    changes.push({ path: at(oldName(index)), change: 'Delete', from: from[index] ?? null })
  for (const index of added) changes.push({ path: at(newName(index)), change: 'Add', to: to[index] ?? null })
  // Only the order differs.
  if (changes.length === before) changes.push({ path: pathText(path), change: 'Update', from, to })
}

/** Which elements of two lists are the same: by merge key where the list has one, else by what stays the same. */
export function pairElements(field: string | undefined, from: readonly Json[], to: readonly Json[]) {
  const mergeKey = uniqueKeyOf(field, from, to)
  if (!mergeKey) {
    const { kept, gone, added } = align(field, from, to)
    return { kept, gone, added: added.flatMap(({ items }) => items) }
  }
  const places = new Map(to.map((element, index) => [identify(element, mergeKey), index]))
  const kept: { from: number; to: number }[] = []
  const gone: number[] = []
  for (const [index, element] of from.entries()) {
    const id = identify(element, mergeKey)
    const partner = places.get(id)
    places.delete(id)
    if (partner === undefined) gone.push(index)
    else kept.push({ from: index, to: partner })
  }
  const taken = new Set(kept.map((pair) => pair.to))
  return { kept, gone, added: to.flatMap((_, index) => (taken.has(index) ? [] : [index])) }
}

function nameOf({ resourceType, resourceName }: Resource) {
  return { resourceType, resourceName }
}
