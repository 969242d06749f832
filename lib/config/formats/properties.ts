import { ok } from '#lib/base/result.ts'
import { type DocumentResult, fail } from '#lib/config/document/result.ts'
import { CannotWrite, type Keys } from '#lib/config/formats/codec.ts'
import { besideSimilar, type FlatSlot, flatCodec } from '#lib/config/formats/flat-codec.ts'
import { numberOrText, unquoted } from '#lib/config/formats/names.ts'

/**
 * Java properties as ConfigHub's converter reads them: `name = value` or `name: value`, names split at dots, lines that
 * continue after a backslash, and comments after ` #`.
 */
export const properties = flatCodec({
  scan,
  convert: numberOrText,
  hasLists: true,
  literals: (text) => [escapedValue(text)],
  insertion: (text, slots, keys) => {
    const beside = besideSimilar(text, slots, keys)
    return {
      at: beside?.lines.end ?? text.length,
      name: escapedName(keys),
      separator: beside?.separator ?? '=',
    }
  },
})

/** Characters of a logical line, and where each of them is in the text. */
type LogicalLine = { readonly characters: string; readonly at: readonly number[]; readonly next: number }

function scan(text: string): DocumentResult<readonly FlatSlot[]> {
  const slots: FlatSlot[] = []
  let start = text.startsWith('\uFEFF') ? 1 : 0
  while (start < text.length) {
    const line = logicalLine(text, start)
    const slot = slotOn(line, start)
    if (slot === 'broken') {
      const number = text.slice(0, start).split('\n').length
      return fail('A line needs "=" or ":" between a name and its value', { line: number, column: 1 })
    }
    if (slot !== undefined) slots.push(slot)
    start = line.next
  }
  return ok(slots)
}

function logicalLine(text: string, start: number): LogicalLine {
  let characters = ''
  const at: number[] = []
  let from = start
  for (let isFirst = true; ; isFirst = false) {
    const end = endOfLine(text, from)
    const next = end.next
    const own = text.slice(from, end.stop)
    const indent = own.length - own.trimStart().length
    const isComment = isFirst && /^[#!]/.test(own.trimStart())
    const goesOn = !isComment && (/\\*$/.exec(own)?.[0].length ?? 0) % 2 === 1
    const until = goesOn ? own.length - 1 : own.length
    for (let index = indent; index < until; index += 1) {
      characters += own[index]
      at.push(from + index)
    }
    if (!goesOn || next >= text.length) return { characters, at, next }
    from = next
  }
}

function endOfLine(text: string, from: number): { stop: number; next: number } {
  const at = text.indexOf('\n', from)
  if (at < 0) return { stop: text.length, next: text.length }
  return { stop: at > from && text[at - 1] === '\r' ? at - 1 : at, next: at + 1 }
}

function slotOn({ characters, at, next }: LogicalLine, start: number): FlatSlot | 'broken' | undefined {
  if (characters.trim() === '' || /^[#!]/.test(characters)) return undefined
  const sign = signIn(characters)
  if (sign < 0) return 'broken'
  const name = unescaped(characters.slice(0, sign).trim())
  const raw = characters.slice(sign + 1)
  const lead = raw.length - raw.trimStart().length
  const { length } = withoutComment(raw.slice(lead).trimEnd())
  const first = sign + 1 + lead
  const offsetOf = (index: number) => at[index] ?? (at.at(-1) ?? start) + 1
  const from = offsetOf(length === 0 ? sign + 1 : first)
  return {
    keys: name.split('.'),
    text: unescaped(characters.slice(first, first + length)),
    start: from,
    end: length === 0 ? from : offsetOf(first + length - 1) + 1,
    lines: { start, end: next },
    separator: characters.slice(characters.slice(0, sign).trimEnd().length, first),
  }
}

/** The first sign without a backslash in front of it. */
function signIn(line: string): number {
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1
    else if (line[at] === '=' || line[at] === ':') return at
  }
  return -1
}

/** A value in quotes is not cut. */
export function withoutComment(value: string): string {
  if (unquoted(value) !== value) return value
  const at = value.indexOf(' #')
  return at < 0 ? value : value.slice(0, at).trim()
}

const signs: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f' }

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code: string | undefined, sign: string) =>
    code === undefined ? (signs[sign] ?? sign) : String.fromCharCode(Number.parseInt(code, 16)),
  )
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\f': '\\u000C',
}

function escapedValue(text: string): string {
  return text
    .replace(/[\\\n\t\r\f]/g, (sign) => escapes[sign] ?? sign)
    .replace(/^ +| +$/g, (blanks) => '\\u0020'.repeat(blanks.length))
    .replace(/[\p{Cc}\u00a0\u2028\u2029\ufeff]/gu, (sign) => `\\u${hex(sign)}`)
}

function hex(sign: string): string {
  return sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
}

function escapedName(keys: Keys): string {
  if (keys.some((key) => key.includes('.'))) throw new CannotWrite('a name cannot have a dot in it')
  const name = keys.join('.')
  if (name === '') throw new CannotWrite('a name cannot be empty')
  return escapedValue(name).replaceAll(' ', '\\u0020').replace(/[=:]/g, '\\$&').replace(/^[#!]/, '\\$&')
}
