import { isJsonList, isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import type { Splice } from '#lib/config/document/lines.ts'
import type { DocumentResult } from '#lib/config/document/result.ts'

/** Names, outermost first; elements of lists by index. */
export type Keys = readonly string[]

/** A place in a text that holds one value: all of the text from `start` to `end` is the value. */
export type Slot = {
  readonly keys: Keys
  readonly start: number
  readonly end: number
  /** The lines that hold only this name, with their line breaks; absent inside another value. */
  readonly lines?: { readonly start: number; readonly end: number }
  /** The text between the name and the value. */
  readonly separator?: string
}

/** A document that was read, with the places of its values. */
export type FormatDocument = {
  readonly text: string
  /**
   * The values as patches and comparisons see them: where a number does not give back what is written (`1.10`), it is
   * text.
   */
  readonly value: JsonMap
  /** The values as ConfigHub's converters give them, for columns and filters. */
  readonly converted: JsonMap
  /** In the order of the text. When a name is set twice, the last value counts, and each has its slot. */
  readonly slots: readonly Slot[]
}

/** One step towards the wanted values. */
export type Change =
  | { readonly op: 'set' | 'add'; readonly keys: Keys; readonly value: Json }
  | { readonly op: 'delete'; readonly keys: Keys }

/** Why something cannot be written in a format; completes "This cannot be written into a TOML document: …". */
export class CannotWrite extends Error {}

/** How one format is read and edited. */
export type Codec = {
  readonly read: (text: string) => DocumentResult<FormatDocument>
  /** The values as this format would read them back. Throws `CannotWrite` for values that it cannot express. */
  readonly normal: (value: Json) => Json
  /** Lists are written as names that are numbers, so they change element by element. */
  readonly listsByIndex: boolean
  /** The edit of the text for one change. Throws `CannotWrite`. */
  readonly edit: (document: FormatDocument, change: Change) => readonly Splice[]
}

export function startsWith(keys: Keys, start: Keys): boolean {
  return start.length <= keys.length && start.every((key, at) => key === keys[at])
}

export function sameKeys(a: Keys, b: Keys): boolean {
  return a.length === b.length && startsWith(a, b)
}

export function valueAt(value: Json, keys: Keys): Json | undefined {
  let current: Json | undefined = value
  for (const key of keys) {
    if (isJsonList(current)) current = current[Number(key)]
    else current = isJsonMap(current) ? member(current, key) : undefined
  }
  return current
}
