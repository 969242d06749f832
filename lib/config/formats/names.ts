import { isJsonList, isJsonMap, type Json, type JsonMap, type MapDraft, setMember } from '#lib/base/json.ts'
import { CannotWrite, type Keys, type Slot } from '#lib/config/formats/codec.ts'

type Entry = { readonly keys: Keys; readonly text: string }

/**
 * The tree of names and values of a flat file. A name that also begins other names (`a` beside `a.b`) has its own value
 * under an empty name, as ConfigHub stores it.
 */
export function treeOf(entries: readonly Entry[], scalarOf: (text: string) => Json): JsonMap {
  const root: Branch = new Map()
  for (const { keys, text } of entries) put(root, keys, text)
  return mapOf(root, scalarOf)
}

type Branch = Map<string, Branch | string>

function put(root: Branch, keys: Keys, text: string): void {
  let branch = root
  for (const key of keys.slice(0, -1)) {
    const found = branch.get(key)
    const next: Branch = found instanceof Map ? found : new Map(found === undefined ? [] : [['', found]])
    branch.set(key, next)
    branch = next
  }
  const last = keys.at(-1) ?? ''
  const found = branch.get(last)
  if (found instanceof Map) found.set('', text)
  else branch.set(last, text)
}

function mapOf(branch: Branch, scalarOf: (text: string) => Json): JsonMap {
  const draft: MapDraft = {}
  for (const [key, value] of branch)
    setMember(draft, key, typeof value === 'string' ? scalarOf(value) : mapOf(value, scalarOf))
  return draft
}

/** `features.0`, `features.1` … are a list, from the inside out. */
export function withLists(value: Json): Json {
  if (!isJsonMap(value)) return value
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => [key, withLists(inner)])
  if (entries.length > 0 && entries.every(([key], at) => key === String(at)))
    return entries.map(([, inner]) => inner)
  return Object.fromEntries(entries)
}

/** Where a value is stored: under its own name, or an empty one below it. */
export function slotOf(slots: readonly Slot[], keys: Keys): Slot | undefined {
  const own = keys.at(-1) === '' ? keys.slice(0, -1) : keys
  const text = JSON.stringify(own)
  return slots.findLast((slot) => JSON.stringify(slot.keys) === text)
}

/** The names of a value with their texts, for a file that has no maps: `{a: {b: 1}}` is `a.b` = `1`. */
export function leavesOf(value: Json, keys: Keys): { keys: Keys; value: Json }[] {
  if (isJsonMap(value))
    return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...keys, key]))
  if (isJsonList(value)) return value.flatMap((inner, at) => leavesOf(inner, [...keys, String(at)]))
  return [{ keys, value }]
}

/** The values with each scalar as a flat file gives it back; `hasLists` = lists can be written. */
export function flatNormal(value: Json, scalarOf: (text: string) => Json, hasLists: boolean): Json {
  const inside = (inner: Json, name: string): Json => {
    if (isJsonMap(inner)) {
      const entries = Object.entries(inner)
      if (entries.length === 0) throw new CannotWrite(`an empty map has no form there ("${name}")`)
      return Object.fromEntries(entries.map(([key, each]) => [key, inside(each, key)]))
    }
    if (isJsonList(inner)) {
      if (!hasLists) throw new CannotWrite(`it has no lists ("${name}")`)
      if (inner.length === 0) throw new CannotWrite(`an empty list has no form there ("${name}")`)
      return inner.map((each) => inside(each, name))
    }
    if (inner === null) throw new CannotWrite(`it has no null ("${name}")`)
    return scalarOf(String(inner))
  }
  if (!isJsonMap(value)) throw new CannotWrite('it is a list of names with values')
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inside(each, key)]))
}

/** A number or a boolean only if it prints as exactly this text. */
export function exactly(convert: (text: string) => Json): (text: string) => Json {
  return (text) => {
    const value = convert(text)
    return String(value) === text ? value : text
  }
}

/** `true`, `false`, and whole numbers that are exact; anything else is text. */
export function wholeOrText(text: string): Json {
  if (text === 'true' || text === 'false') return text === 'true'
  if (!/^[-+]?\d+$/.test(text)) return text
  const number = Number(text)
  return Number.isSafeInteger(number) ? number + 0 : text
}

/** The same, and decimal numbers. */
export function numberOrText(text: string): Json {
  const whole = wholeOrText(text)
  if (whole !== text || !/^[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?$/.test(text)) return whole
  const number = Number(text)
  const isExact = Number.isFinite(number) && (/[.eE]/.test(text) || Number.isSafeInteger(number))
  return isExact ? number : text
}

/** Without the quotes around all of it. */
export function unquoted(value: string): string {
  return value.length >= 2 && /^(?:".*"|'.*')$/s.test(value) ? value.slice(1, -1) : value
}
