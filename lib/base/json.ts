/** A value of a YAML or JSON document. The use of `bigint` is explained in `exact-number.ts`. */
export type Json =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Json[]
  | { readonly [key: string]: Json }

export type JsonMap = { readonly [key: string]: Json }

export function isJsonMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// Array.isArray does not narrow readonly arrays out of a union, hence a guard of our own.
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

/** Own keys only: `constructor` or `__proto__` in a document are plain keys. */
export function member(map: JsonMap, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined
}

/** Keeps the position of an existing key; a new key comes last. */
export function withMember(map: JsonMap, key: string, value: Json): JsonMap {
  return setMember({ ...map }, key, value)
}

export function withoutMember(map: JsonMap, key: string): JsonMap {
  return Object.fromEntries(Object.entries(map).filter(([each]) => each !== key))
}

/** A map under construction. */
export type MapDraft = { [key: string]: Json }

/** Assigning `draft['__proto__']` would replace the prototype and lose the key. */
export function setMember(draft: MapDraft, key: string, value: Json): MapDraft {
  if (key !== '__proto__') draft[key] = value
  else Object.defineProperty(draft, key, { value, configurable: true, enumerable: true, writable: true })
  return draft
}

/** Key order does not count; `-0` equals `0`. */
export function equalJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (isJsonList(a)) {
    return isJsonList(b) && a.length === b.length && a.every((item, index) => equalJson(item, b[index]))
  }
  if (!isJsonMap(a) || !isJsonMap(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equalJson(a[key], b[key]))
  )
}
