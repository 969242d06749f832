import { isJsonList, isJsonMap, type Json, type JsonMap, member, withMember } from '#lib/base/json.ts'
import { identityOf, type Resource } from '#lib/config/document/document.ts'

/** A resource and where it is written: the document that it is, or the List that it is an item of. */
export type Listed<R extends Resource> = R & { readonly whole: R; readonly at?: number }

/**
 * The resources of a text, with the items of a `kind: List` in place of it: kubectl and ConfigHub see only those. Their
 * `index` counts on. So are those of a `ConfigMapList` and the like, whose items need not say what they are. A List is
 * taken apart when each of its items is a resource; one without items stays.
 */
export function withItems<R extends Resource>(resources: readonly R[]): Listed<R>[] {
  const listed = resources.flatMap((whole): Listed<R>[] => {
    const items = itemsOf(whole.value)
    if (items === undefined) return [{ ...whole, whole }]
    return items.map((value, at) => ({ ...whole, ...itemIdentity(whole.value, value), value, whole, at }))
  })
  return listed.map((each, index) => ({ ...each, index }))
}

/** Every resource as it is, for formats in which Lists have no meaning. */
export function withoutItems<R extends Resource>(resources: readonly R[]): Listed<R>[] {
  return resources.map((whole) => ({ ...whole, whole }))
}

/** New values of documents, by index, from new values of the resources in them. */
export function wholeValues<R extends Resource>(wanted: ReadonlyMap<Listed<R>, Json>): Map<number, Json> {
  const values = new Map<number, Json>()
  for (const [{ whole, at }, value] of wanted) {
    const current = values.get(whole.index) ?? whole.value
    values.set(whole.index, at === undefined ? value : withItem(current, at, value))
  }
  return values
}

function withItem(list: Json, at: number, item: Json): Json {
  // An item that was changed before may have lost its kind.
  const items = isJsonMap(list) ? member(list, 'items') : undefined
  return isJsonMap(list) && isJsonList(items) ? withMember(list, 'items', items.with(at, item)) : list
}

/** The items of a List that are resources of their own; undefined for anything else. */
export function itemsOf(value: Json): readonly JsonMap[] | undefined {
  const kind = isJsonMap(value) ? member(value, 'kind') : undefined
  if (!isJsonMap(value) || typeof kind !== 'string' || !kind.endsWith('List')) return undefined
  const items = member(value, 'items')
  if (!isJsonList(items) || items.length === 0) return undefined
  const isTyped = kind !== 'List'
  return items.every((item) => isKind(item) || (isTyped && isUntyped(item)))
    ? items.filter(isJsonMap)
    : undefined
}

function isKind(value: Json): boolean {
  return isJsonMap(value) && typeof member(value, 'kind') === 'string'
}

/** Whether an item is a resource without its type. Items of a kind that merely ends in "List" have no metadata. */
function isUntyped(value: Json): boolean {
  return (
    isJsonMap(value) &&
    member(value, 'apiVersion') === undefined &&
    isJsonMap(member(value, 'metadata') ?? null)
  )
}

/** An item without a type has that of its List, as for kubectl. */
function itemIdentity(list: Json, item: Json) {
  const identity = identityOf(item)
  if (identity.resourceType !== '') return identity
  return { ...identity, resourceType: identityOf(list).resourceType.replace(/List$/, '') }
}
