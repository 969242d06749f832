import { ok } from '#lib/base/result.ts'
import { type DocumentResult, fail } from '#lib/config/document/result.ts'
import { CannotWrite, type Keys } from '#lib/config/formats/codec.ts'
import { besideSimilar, type FlatSlot, flatCodec } from '#lib/config/formats/flat-codec.ts'
import { unquoted } from '#lib/config/formats/names.ts'
import { withoutComment } from '#lib/config/formats/properties.ts'

/**
 * An env file as ConfigHub's converter reads it: every value is text, and only `configHub.` names have dots. Quotes are
 * read as in shells where the converter would keep them (a comment after them) or cut into them (a ` #` inside).
 */
export const env = flatCodec({
  scan,
  convert: (text) => text,
  hasLists: false,
  literals,
  insertion: (text, slots, keys) => ({
    at: besideSimilar(text, slots, keys)?.lines.end ?? text.length,
    name: nameOf(keys),
    separator: '=',
  }),
})

const own = 'configHub.'

function scan(text: string): DocumentResult<readonly FlatSlot[]> {
  const slots: FlatSlot[] = []
  let start = text.startsWith('\uFEFF') ? 1 : 0
  for (let line = 1; start < text.length; line += 1) {
    const at = text.indexOf('\n', start)
    const next = at < 0 ? text.length : at + 1
    const written = text.slice(start, next).trimEnd()
    if (!/^\s*(?:#|$)/.test(written)) {
      const slot = slotOn(written, start, next)
      if (typeof slot === 'string') return fail(slot, { line, column: 1 })
      if (slot !== undefined) slots.push(slot)
    }
    start = next
  }
  return ok(slots)
}

function slotOn(written: string, start: number, end: number): FlatSlot | string | undefined {
  const sign = written.indexOf('=')
  if (sign < 0) return 'A line needs "=" between a name and its value'
  const name = written.slice(0, sign).trim()
  if (name === '') return undefined
  if (name.includes('.') && !name.startsWith(own))
    return `Names of variables have no dots, but for those that begin with "${own}"`
  const raw = written.slice(sign + 1)
  const from = start + sign + 1 + (raw.length - raw.trimStart().length)
  const value = raw.trim()
  // A quoted value ends with its quotes, whatever follows.
  const inQuotes = /^(?:"[^"]*"|'[^']*')(?=\s+#|$)/.exec(value)?.[0]
  const kept = inQuotes ?? withoutComment(value)
  return {
    keys: name.split('.'),
    text: unquoted(kept),
    start: from,
    end: from + kept.length,
    lines: { start, end },
    separator: '=',
  }
}

/** With its former quotes, otherwise as plain as a shell allows. */
function literals(text: string, old: string | undefined): string[] {
  if (/[\r\n]/.test(text)) return []
  const ways = [text, `"${text}"`, `'${text}'`]
  const isPlain = /^[\w@%+=:,./-]*$/.test(text)
  const preferred = isPlain ? ways : /["$`\\]/.test(text) ? ways.toReversed() : ways.toSorted(byQuotes)
  const quote = /^(["']).*\1$/s.exec(old ?? '')?.[1]
  return quote === undefined ? preferred : [`${quote}${text}${quote}`, ...preferred]
}

function byQuotes(a: string, b: string): number {
  return Number(b.startsWith('"')) - Number(a.startsWith('"'))
}

function nameOf(keys: Keys): string {
  const name = keys.join('.')
  if (!/^[^\s=#"'][^\s=]*$/.test(name)) throw new CannotWrite(`"${name}" is not the name of a variable`)
  if (name.includes('.') && !name.startsWith(own))
    throw new CannotWrite(`names of variables have no dots ("${name}")`)
  return name
}
