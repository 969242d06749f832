import { parse, TomlDate, TomlError } from 'smol-toml'
import { isJsonList, isJsonMap, type Json, type JsonMap, type MapDraft, setMember } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { Scale } from '#lib/config/document/budget.ts'
import { insertLines, lineBreakOf, type Splice } from '#lib/config/document/lines.ts'
import { type DocumentResult, fail } from '#lib/config/document/result.ts'
import {
  CannotWrite,
  type Change,
  type Codec,
  type FormatDocument,
  type Keys,
  type Slot,
  sameKeys,
  startsWith,
  valueAt,
} from '#lib/config/formats/codec.ts'
import { tomlLiteral, tomlName } from '#lib/config/formats/toml-literal.ts'
import { scanToml, type TomlPlaces, type TomlTable } from '#lib/config/formats/toml-scan.ts'

/** Read and checked by `smol-toml`; values are replaced where our scanner finds them. */
export const toml: Codec = { read, normal, listsByIndex: false, edit }

type TomlDocument = FormatDocument & { readonly tables: readonly TomlTable[] }

function read(text: string): DocumentResult<TomlDocument> {
  try {
    const parsed = parse(text, { integersAsBigInt: 'asNeeded' })
    const places = scanToml(text)
    const value = mapOf(parsed, [], sourcesOf(text, places))
    new Scale('document').sizeOf(value)
    return ok({ text, value, converted: value, slots: places.slots, tables: places.tables })
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [message = ''] = error.message.replace(/^Invalid TOML document:\s*/, '').split('\n')
    return fail(message, { line: error.line, column: error.column })
  }
}

/** How each value is written, by its keys. */
type Sources = ReadonlyMap<string, string>

function sourcesOf(text: string, { slots }: TomlPlaces): Sources {
  return new Map(slots.map(({ keys, start, end }) => [JSON.stringify(keys), text.slice(start, end)]))
}

/** Dates, and numbers that have no JSON form, are their own text. */
function jsonOf(value: unknown, keys: Keys, sources: Sources): Json {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value
  if (Array.isArray(value)) return value.map((item, at) => jsonOf(item, [...keys, String(at)], sources))
  if (value instanceof TomlDate || typeof value !== 'object' || value === null)
    return sources.get(JSON.stringify(keys)) ?? String(value)
  return mapOf(value, keys, sources)
}

function mapOf(table: object, keys: Keys, sources: Sources): JsonMap {
  const draft: MapDraft = {}
  for (const [key, value] of Object.entries(table))
    setMember(draft, key, jsonOf(value, [...keys, key], sources))
  return draft
}

function normal(value: Json): Json {
  if (!isJsonMap(value)) throw new CannotWrite('it is a table of names with values')
  refuseNull(value, '')
  return value
}

function refuseNull(value: Json, name: string): void {
  if (value === null) throw new CannotWrite(`it has no null ("${name}")`)
  if (isJsonList(value)) for (const item of value) refuseNull(item, name)
  else if (isJsonMap(value)) for (const [key, item] of Object.entries(value)) refuseNull(item, key)
}

function edit(document: FormatDocument, change: Change): Splice[] {
  const whole = document as TomlDocument
  if (change.op === 'delete') return deleted(whole, change.keys)
  if (change.op === 'add') return added(whole, change.keys, change.value)
  const slot = slotAt(whole, change.keys)
  if (slot === undefined) return replacedTable(change.keys)
  const old = whole.text.slice(slot.start, slot.end)
  if (isJsonList(change.value) && old.startsWith('[')) return changedList(whole, slot, change.value)
  mustNotLose(old, change.keys)
  return [{ start: slot.start, end: slot.end, text: tomlLiteral(change.value, old) }]
}

function slotAt({ slots }: FormatDocument, keys: Keys): Slot | undefined {
  return slots.find((slot) => sameKeys(slot.keys, keys))
}

function replacedTable(keys: Keys): never {
  throw new CannotWrite(
    `"${keys.join('.')}" is written as tables of its own, which have to be added or removed in the text itself`,
  )
}

/** Appends to the list if possible; otherwise rewrites it, provided that only values are lost. */
function changedList(document: TomlDocument, slot: Slot, value: readonly Json[]): Splice[] {
  const { text, slots } = document
  const items = slots
    .filter(({ keys }) => keys.length === slot.keys.length + 1 && startsWith(keys, slot.keys))
    .toSorted((a, b) => a.start - b.start)
  const old = valueAt(document.value, slot.keys)
  const last = items.at(-1)
  const isLonger =
    isJsonList(old) &&
    value.length > old.length &&
    old.every((item, at) => JSON.stringify(item) === JSON.stringify(value[at]))
  if (isLonger && last !== undefined) {
    const previous = items.at(-2)
    const between = previous === undefined ? ', ' : text.slice(previous.end, last.start)
    const gap = /^\s*,\s*$/.test(between) ? between : ', '
    const more = value.slice(items.length).map((item) => `${gap}${tomlLiteral(item, undefined)}`)
    return [{ start: last.end, end: last.end, text: more.join('') }]
  }
  mustNotLose(text.slice(slot.start, slot.end), slot.keys)
  return [{ start: slot.start, end: slot.end, text: tomlLiteral(value, undefined) }]
}

/** A list or table over several lines may have comments and an order of its own. */
function mustNotLose(old: string, keys: Keys): void {
  if (/^[[{]/.test(old) && /[#\n]/.test(old))
    throw new CannotWrite(
      `"${keys.join('.')}" is written over several lines, whose form would be lost; edit the text itself`,
    )
}

function deleted(document: TomlDocument, keys: Keys): Splice[] {
  const { slots, tables } = document
  const own = slots.filter((slot) => startsWith(slot.keys, keys))
  const headers = tables.filter((table) => table.keys.length > 0 && startsWith(table.keys, keys))
  const lines = [...own, ...headers].flatMap((each) => each.lines ?? [])
  if (lines.length > 0) return lines.map((each) => ({ ...each, text: '' }))
  // It is inside a list or an inline table, which is rewritten without it.
  const holder = keys.slice(0, -1)
  const slot = slotAt(document, holder)
  const value = valueAt(document.value, holder)
  const last = keys.at(-1) ?? ''
  if (slot === undefined || !isJsonMap(value)) return replacedTable(keys)
  mustNotLose(document.text.slice(slot.start, slot.end), holder)
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => key !== last))
  return [{ start: slot.start, end: slot.end, text: tomlLiteral(rest, undefined) }]
}

function added(document: TomlDocument, keys: Keys, value: Json): Splice[] {
  const { text } = document
  const holder = keys.slice(0, -1)
  const inline = slotAt(document, holder)
  const name = tomlName(keys.at(-1) ?? '')
  if (inline !== undefined) return addedInline(document, inline, `${name} = ${tomlLiteral(value, undefined)}`)
  const table = document.tables.findLast((each) => sameKeys(each.keys, holder))
  if (table === undefined || (isJsonMap(value) && Object.keys(value).length > 0))
    return addedBelow(document, keys, value)
  const indent = indentOf(document, table)
  const line = `${indent}${name}${separatorOf(document, table)}${tomlLiteral(value, undefined)}`
  return [insertLines(text, table.bodyEnd, [line])]
}

function addedInline({ text, slots }: TomlDocument, holder: Slot, entry: string): Splice[] {
  const last = slots
    .filter((slot) => slot.keys.length > holder.keys.length && startsWith(slot.keys, holder.keys))
    .reduce((end, slot) => Math.max(end, slot.end), -1)
  if (last >= 0) return [{ start: last, end: last, text: `, ${entry}` }]
  if (text[holder.start] !== '{') return replacedTable(holder.keys)
  return [{ start: holder.start, end: holder.end, text: `{ ${entry} }` }]
}

/** A table of its own at the end; or, where the names above are dotted ones, a dotted one beside them. */
function addedBelow(document: TomlDocument, keys: Keys, value: Json): Splice[] {
  const { text, slots, tables } = document
  const holder = keys.slice(0, -1)
  const eol = lineBreakOf(text)
  const sibling = slots.findLast(
    (slot) => slot.lines !== undefined && holder.length > 0 && startsWith(slot.keys, holder),
  )
  const owner = tables.findLast(
    (each) => sibling?.lines !== undefined && each.lines.start <= sibling.lines.start,
  )
  const isDotted = sibling?.lines !== undefined && owner !== undefined && owner.keys.length < holder.length
  if (isDotted) {
    const at = sibling.lines?.end ?? text.length
    const name = keys.slice(owner.keys.length).map(tomlName).join('.')
    const line = `${indentOf(document, owner)}${name}${sibling.separator ?? ' = '}${tomlLiteral(value, undefined)}`
    return [insertLines(text, at, [line])]
  }
  if (keys.some((key, at) => isJsonList(valueAt(document.value, keys.slice(0, at))) && /^\d+$/.test(key)))
    return replacedTable(holder)
  const isTable = isJsonMap(value)
  const title = (isTable ? keys : holder).map(tomlName).join('.')
  const body = isTable
    ? tableLines(value)
    : [`${tomlName(keys.at(-1) ?? '')} = ${tomlLiteral(value, undefined)}`]
  const before = text === '' || text.endsWith('\n') ? '' : eol
  const gap = text.trim() === '' ? '' : eol
  return [
    {
      start: text.length,
      end: text.length,
      text: `${before}${gap}${[`[${title}]`, ...body].join(eol)}${eol}`,
    },
  ]
}

function tableLines(value: JsonMap): string[] {
  return Object.entries(value).map(([key, each]) => `${tomlName(key)} = ${tomlLiteral(each, undefined)}`)
}

/** The last name of a table with lines of its own: it says how they begin and how they set values. */
function lastIn({ slots }: TomlDocument, { lines, bodyEnd }: TomlTable): Slot | undefined {
  return slots.findLast(
    (slot) => slot.lines !== undefined && slot.lines.end <= bodyEnd && slot.lines.start >= lines.start,
  )
}

function separatorOf(document: TomlDocument, table: TomlTable): string {
  const sibling = lastIn(document, table) ?? document.slots.find(({ lines }) => lines !== undefined)
  const separator = sibling?.separator ?? ' = '
  // Wider spacing aligns this name with others.
  return /\s{2}/.test(separator) ? ' = ' : separator
}

function indentOf(document: TomlDocument, table: TomlTable): string {
  const { lines } = lastIn(document, table) ?? {}
  return lines === undefined ? '' : (/^[ \t]*/.exec(document.text.slice(lines.start))?.[0] ?? '')
}
