import { isJsonMap, type Json, member } from '#lib/base/json.ts'
import { guarded } from '#lib/config/document/result.ts'
import { type FormatDocument, type Keys, type Slot, valueAt } from '#lib/config/formats/codec.ts'
import { ini } from '#lib/config/formats/ini.ts'
import { properties } from '#lib/config/formats/properties.ts'
import { toml } from '#lib/config/formats/toml.ts'
import { secretPart } from '#lib/config/mask/assignments.ts'
import { type Marks, markValue } from '#lib/config/mask/marks.ts'
import { judgeName } from '#lib/config/mask/names.ts'
import type { Span } from '#lib/config/mask/spans.ts'

/**
 * Secrets of a text that is not YAML, found by the names above its values if it can be read as TOML, INI or properties:
 * a line alone does not show that it is in `[secrets]`. Values that overlap `known` spans are left to those.
 */
export function formatSpans(text: string, known: readonly Span[]): Span[] {
  return documentsOf(text).flatMap((document) => {
    const marks = markValue(document.value, {})
    return document.slots.flatMap((slot) => {
      const value = ownValueAt(document.value, slot.keys)
      if (typeof value === 'object' || value === undefined) return []
      const found = marksAt(marks, slot.keys) ?? markByName(slot.keys, String(value))
      if (found === undefined) return []
      const inside = withoutQuotes(text, slot)
      const isPart = found !== 'all' && !isWhole(found, String(value))
      return isPart && known.some((span) => overlaps(span, inside)) ? [] : [inside]
    })
  })
}

/** Valid TOML is read as TOML only; other texts may have both sections and dotted names. */
function documentsOf(text: string): FormatDocument[] {
  const read = (codec: typeof toml) => guarded(() => codec.read(text))
  const first = read(toml)
  if (first.ok) return [first.value]
  return [read(ini), read(properties)].flatMap((each) => (each.ok ? [each.value] : []))
}

/** By the whole name, as a line would have it: `[db.password]` above `value` is `db.password.value`. */
function markByName(keys: Keys, value: string): Marks | undefined {
  const secret = secretPart(value, judgeName(keys.join('.')))
  return secret === undefined ? undefined : [secret]
}

function marksAt(marks: Marks | undefined, keys: Keys): Marks | undefined {
  let current = marks
  for (const key of keys) {
    if (!(current instanceof Map)) return current
    current = current.get(key) ?? current.get(Number(key))
  }
  return current instanceof Map ? current.get('') : current
}

/** A name that also begins other names has its value under an empty one. */
function ownValueAt(value: Json, keys: Keys): Json | undefined {
  const found = valueAt(value, keys)
  return isJsonMap(found) ? (member(found, '') ?? found) : found
}

function isWhole(marks: Marks, value: string): boolean {
  return Array.isArray(marks) && marks.some(({ start, end }) => start === 0 && end >= value.length)
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

function withoutQuotes(text: string, { start, end }: Slot): Span {
  const quote = /^(?:"""|'''|["'`])/.exec(text.slice(start, start + 3))?.[0].length ?? 0
  return end - start >= 2 * quote ? { start: start + quote, end: end - quote } : { start, end }
}
