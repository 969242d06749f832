import { ok } from '#lib/base/result.ts'
import { type DocumentResult, fail } from '#lib/config/document/result.ts'
import { CannotWrite, type Keys, sameKeys } from '#lib/config/formats/codec.ts'
import { besideSimilar, type FlatSlot, flatCodec, type Insertion } from '#lib/config/formats/flat-codec.ts'
import { unquoted, wholeOrText } from '#lib/config/formats/names.ts'

/**
 * An INI file as ConfigHub's converter reads it: dots in the name of a section are levels, `#` and `;` begin a comment
 * anywhere outside backquotes, and a value may continue on the next line after a backslash.
 */
export const ini = flatCodec({ scan, convert: wholeOrText, hasLists: false, literals, insertion })

type Line = { readonly start: number; readonly end: number; readonly text: string }

function scan(text: string): DocumentResult<readonly FlatSlot[]> {
  const lines = linesOf(text)
  const slots: FlatSlot[] = []
  let section: Keys = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]
    if (line === undefined || /^\s*(?:[#;]|$)/.test(line.text)) continue
    if (/^\s*\[/.test(line.text)) {
      const found = sectionOf(line.text)
      if (found === undefined)
        return fail('The name of a section needs "]" after it', { line: at + 1, column: 1 })
      section = found
      continue
    }
    const read = entryAt(text, lines, at, section)
    if (typeof read === 'string') return fail(read, { line: at + 1, column: 1 })
    slots.push(read.slot)
    at = read.last
  }
  return ok(slots)
}

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length; ) {
    const at = text.indexOf('\n', start)
    const end = at < 0 ? text.length : at + 1
    lines.push({ start, end, text: text.slice(start, end).replace(/\r?\n$/, '') })
    start = end
  }
  return lines
}

function sectionOf(line: string): Keys | undefined {
  const name = /^\s*\[(.*?)\]\s*(?:[#;].*)?$/.exec(line)?.[1]?.trim()
  if (name === undefined || name === '') return undefined
  return name === 'DEFAULT' ? [] : name.split('.')
}

function entryAt(
  text: string,
  lines: readonly Line[],
  at: number,
  section: Keys,
): { slot: FlatSlot; last: number } | string {
  const line = lines[at]
  const sign = line?.text.search(/[=:]/) ?? -1
  if (line === undefined || sign < 0) return 'A line needs "=" or ":" between a name and its value'
  const name = line.text.slice(0, sign).trim()
  if (name === '') return 'A value needs a name in front of it'
  const raw = line.text.slice(sign + 1)
  const lead = raw.length - raw.trimStart().length
  const start = line.start + sign + 1 + lead
  const value = valueAt(text, lines, at, start)
  if (typeof value === 'string') return value
  const slot: FlatSlot = {
    keys: [...section, name],
    text: value.text,
    start: value.end === start && raw.trim() === '' ? line.start + sign + 1 : start,
    end: value.end === start && raw.trim() === '' ? line.start + sign + 1 : value.end,
    lines: { start: line.start, end: lines[value.last]?.end ?? line.end },
    separator: line.text.slice(line.text.slice(0, sign).trimEnd().length, sign + 1 + lead),
  }
  return { slot, last: value.last }
}

type Value = { readonly text: string; readonly end: number; readonly last: number }

function valueAt(text: string, lines: readonly Line[], at: number, start: number): Value | string {
  const line = lines[at]
  const lineStop = (line?.start ?? 0) + (line?.text.length ?? 0)
  const quote = text.startsWith('"""', start) ? '"""' : text[start] === '`' ? '`' : undefined
  if (quote !== undefined) {
    const from = start + quote.length
    const inLine = text.slice(from, lineStop).lastIndexOf(quote)
    const close = inLine >= 0 ? from + inLine : text.indexOf(quote, from)
    if (close < 0) return `A value that begins with ${quote} needs ${quote} at its end`
    const end = close + quote.length
    const last = lines.findIndex((each) => each.end >= end)
    return { text: text.slice(from, close), end, last: last < 0 ? lines.length - 1 : last }
  }
  if (text.slice(start, lineStop).trimEnd().endsWith('\\')) return continued(lines, at, start)
  const own = text.slice(start, lineStop)
  const comment = own.search(/[#;]/)
  const value = (comment < 0 ? own : own.slice(0, comment)).trimEnd()
  return { text: unquoted(value), end: start + value.length, last: at }
}

/** Lines joined at their backslashes. */
function continued(lines: readonly Line[], at: number, start: number): Value {
  let last = at
  let line = lines[at]
  let own = (line?.text ?? '').slice(start - (line?.start ?? 0)).trimEnd()
  let joined = ''
  while (own.endsWith('\\') && lines[last + 1] !== undefined) {
    joined += own.slice(0, -1)
    last += 1
    line = lines[last]
    own = (line?.text ?? '').trim()
  }
  const end = (line?.start ?? 0) + (line?.text ?? '').trimEnd().length
  return { text: joined + own.replace(/\\$/, ''), end, last }
}

function literals(text: string, old: string | undefined): string[] {
  const quote = /^(["'`]).*\1$/s.exec(old ?? '')?.[1]
  const ways = [text, `"${text}"`, `'${text}'`, `\`${text}\``, `"""${text}"""`]
  if (/^\s|\s$|[\n\r]/.test(text)) ways.shift()
  return quote === undefined || old?.startsWith('"""') ? ways : [`${quote}${text}${quote}`, ...ways]
}

function insertion(text: string, slots: readonly FlatSlot[], keys: Keys): Insertion {
  const name = keys.at(-1) ?? ''
  const section = keys.slice(0, -1)
  if (
    name === '' ||
    /[=:\n\r[\]]|^[#;\s"'`]|\s$/.test(name) ||
    section.some((key) => /[.\n\r[\]#;]/.test(key))
  )
    throw new CannotWrite(`"${keys.join('.')}" is not a name that a section can have`)
  const separator = besideSimilar(text, slots, keys)?.separator ?? ' = '
  const own = slots.findLast((slot) => sameKeys(slot.keys.slice(0, -1), section))
  if (own !== undefined) return { at: own.lines.end, name, separator: own.separator }
  const lines = linesOf(text)
  const header = lines.findLast(
    (line) => /^\s*\[/.test(line.text) && sameKeys(sectionOf(line.text) ?? [''], section),
  )
  if (header !== undefined) return { at: header.end, name, separator }
  if (section.length === 0) return { at: text.startsWith('\uFEFF') ? 1 : 0, name, separator }
  const title = `[${section.join('.')}]`
  return { at: text.length, name, separator, above: text.trim() === '' ? [title] : ['', title] }
}
