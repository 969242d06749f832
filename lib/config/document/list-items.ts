import { isJsonList, isJsonMap, type Json, type JsonMap, member, withMember } from '#lib/base/json.ts'
import { identityOf, type Resource } from '#lib/config/document/document.ts'

/** A resource and where it is written: the document that it is, or the List that it is an item of. */
export type Listed<R extends Resource> = R & { readonly whole: R; readonly at?: number }

/**
 * The resources of a text, with the items of a `kind: List` in place of it: kubectl and ConfigHub see only those. Their
 * `index` counts on. A List is taken apart when each of its items is a map with a kind; one without items stays.
 */
export function withItems<R extends Resource>(resources: readonly R[]): Listed<R>[] {
  const listed = resources.flatMap((whole): Listed<R>[] => {
    const items = itemsOf(whole.value)
    if (items === undefined) return [{ ...whole, whole }]
    return items.map((value, at) => ({ ...whole, ...identityOf(value), value, whole, at }))
  })
  return listed.map((each, index) => ({ ...each, index }))
}

/** Every resource as it stands, for texts whose Lists mean nothing. */
export function withoutItems<R extends Resource>(resources: readonly R[]): Listed<R>[] {
  return resources.map((whole) => ({ ...whole, whole }))
}

/** New values of documents, by their index, from new values of what is written in them. */
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
  if (!isJsonMap(value) || member(value, 'kind') !== 'List') return undefined
  const items = member(value, 'items')
  if (!isJsonList(items) || items.length === 0) return undefined
  return items.every(isKind) ? items : undefined
}

function isKind(value: Json): value is JsonMap {
  return isJsonMap(value) && typeof member(value, 'kind') === 'string'
}
