import { isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { elementNamer } from '#lib/path/element-name.ts'
import { pathText } from '#lib/path/print-path.ts'

export type Leaf = { readonly path: string; readonly value: Json }

/** Every scalar in a value, with its unambiguous path. */
export function leaves(value: Json): Leaf[] {
  const found: Leaf[] = []
  const visit = (at: Json, path: readonly PathSegment[], field: string | undefined) => {
    if (isJsonList(at)) {
      const name = elementNamer(at, field)
      for (const [index, item] of at.entries()) visit(item, [...path, name(index)], undefined)
    } else if (isJsonMap(at)) {
      for (const [key, member] of Object.entries(at)) visit(member, [...path, { kind: 'key', key }], key)
    } else found.push({ path: pathText(path), value: at })
  }
  visit(value, [], undefined)
  return found
}

/** The value with `to` applied to every scalar; keys stay. */
export function mapLeaves(value: Json, to: (leaf: Json) => Json): Json {
  if (isJsonList(value)) return value.map((item) => mapLeaves(item, to))
  if (!isJsonMap(value)) return to(value)
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapLeaves(member, to)]))
}
