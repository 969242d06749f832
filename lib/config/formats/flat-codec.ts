import { isJsonMap, type Json, type JsonMap } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { Tally } from '#lib/config/document/budget.ts'
import { insertLines, type Splice } from '#lib/config/document/lines.ts'
import type { DocumentResult } from '#lib/config/document/result.ts'
import {
  CannotWrite,
  type Change,
  type Codec,
  type FormatDocument,
  type Keys,
  type Slot,
  startsWith,
} from '#lib/config/formats/codec.ts'
import { exactly, flatNormal, leavesOf, slotOf, treeOf, withLists } from '#lib/config/formats/names.ts'

/** One name with its value. */
export type FlatSlot = Slot & {
  /** The value, unescaped and unquoted. */
  readonly text: string
  readonly lines: { readonly start: number; readonly end: number }
  readonly separator: string
}

/** What sets one flat format apart from the others. */
export type FlatFormat = {
  readonly scan: (text: string) => DocumentResult<readonly FlatSlot[]>
  /** As ConfigHub's converter types a value. */
  readonly convert: (text: string) => Json
  readonly hasLists: boolean
  /** Ways to write a value, best first; `old` is how it was written. Those that read back differently are skipped. */
  readonly literals: (text: string, old: string | undefined) => readonly string[]
  /** Where a new name goes, and the text around its line. */
  readonly insertion: (text: string, slots: readonly FlatSlot[], keys: Keys) => Insertion
}

export type Insertion = {
  readonly at: number
  /** The name as it is written there. */
  readonly name: string
  readonly separator: string
  /** Lines above the new one. */
  readonly above?: readonly string[]
}

export function flatCodec(format: FlatFormat): Codec {
  const exact = exactly(format.convert)
  const shaped = (value: Json): Json => (format.hasLists ? withLists(value) : value)
  const read = (text: string): DocumentResult<FormatDocument> => {
    const scanned = format.scan(text)
    if (!scanned.ok) return scanned
    const slots = scanned.value
    const size = new Tally('document')
    for (const { keys, text: value } of slots)
      size.add({ values: keys.length, characters: value.length, levels: keys.length })
    const valuesBy = (convert: (text: string) => Json) => rootOf(shaped(treeOf(slots, convert)))
    return ok({ text, value: valuesBy(exact), converted: valuesBy(format.convert), slots })
  }
  return {
    read,
    normal: (value) => rootOf(shaped(flatNormal(value, exact, format.hasLists))),
    listsByIndex: format.hasLists,
    edit: (document, change) => edit(format, document, change),
  }
}

/** A file whose names are 0, 1 … is still a map of names. */
function rootOf(value: Json): JsonMap {
  return isJsonMap(value) ? value : Object.fromEntries(Object.entries(value ?? {}))
}

function edit(format: FlatFormat, document: FormatDocument, change: Change): Splice[] {
  const slots = document.slots as readonly FlatSlot[]
  if (change.op === 'delete') return deletions(slots, change.keys)
  if (change.op === 'add') return added(format, document.text, slots, change.keys, change.value)
  const name = change.keys.join('.')
  const slot = slotOf(slots, change.keys)
  if (slot === undefined || isNested(change.value))
    throw new CannotWrite(`"${name}" cannot change between a value and names below it`)
  const old = document.text.slice(slot.start, slot.end)
  const literal = literalOf(format, String(change.value), old, name)
  return [{ start: slot.start, end: slot.end, text: withGap(document.text, slot, literal) }]
}

function isNested(value: Json): boolean {
  return typeof value === 'object' && value !== null
}

/** A value that was empty gets the same space after its sign as other values. */
function withGap(text: string, { start, end, separator = '' }: Slot, literal: string): string {
  return start === end && /^\s+\S$/.test(separator) && text[start - 1] !== ' ' ? ` ${literal}` : literal
}

/** A name that is set several times is removed everywhere. */
function deletions(slots: readonly FlatSlot[], keys: Keys): Splice[] {
  const own = keys.at(-1) === '' ? keys.slice(0, -1) : keys
  return slots
    .filter((slot) =>
      own === keys
        ? startsWith(slot.keys, keys)
        : slot.keys.length === own.length && startsWith(slot.keys, own),
    )
    .map(({ lines }) => ({ ...lines, text: '' }))
}

/** Only the first name, as each moves the place of the next. */
function added(
  format: FlatFormat,
  text: string,
  slots: readonly FlatSlot[],
  keys: Keys,
  value: Json,
): Splice[] {
  const [leaf] = leavesOf(value, keys)
  if (leaf === undefined) return []
  const own = leaf.keys.at(-1) === '' ? leaf.keys.slice(0, -1) : leaf.keys
  const { at, name, separator, above = [] } = format.insertion(text, slots, own)
  const literal = literalOf(format, String(leaf.value), undefined, own.join('.'))
  return [insertLines(text, at, [...above, `${name}${separator}${literal}`])]
}

function literalOf(format: FlatFormat, value: string, old: string | undefined, name: string): string {
  for (const literal of format.literals(value, old)) {
    const read = format.scan(`n=${literal}\n`)
    if (read.ok && read.value.length === 1 && read.value[0]?.text === value) return literal
  }
  throw new CannotWrite(`there is no way to write the new value of "${name}" so that it reads back the same`)
}

/** After the last name that shares the longest prefix; otherwise at the end of the text. */
export function besideSimilar(text: string, slots: readonly FlatSlot[], keys: Keys): FlatSlot | undefined {
  let best: FlatSlot | undefined
  let most = 0
  for (const slot of slots) {
    const common = slot.keys.findIndex((key, at) => key !== keys[at])
    const length = common < 0 ? slot.keys.length : common
    if (length >= most) {
      best = slot
      most = length
    }
  }
  return text === '' ? undefined : best
}
