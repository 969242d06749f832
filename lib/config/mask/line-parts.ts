import type { Span } from '#lib/config/mask/spans.ts'

/** A line with its position in the text. */
export type Line = { readonly text: string; readonly from: number; readonly indent: number }

export type Keyed = {
  readonly key: string
  readonly column: number
  /** The column, for comparing it with that of another key of the same map. */
  readonly place: number
  /** Where the value begins in the line. */
  readonly start: number
  /** The text after the key, and its value without quotes, comma and line break. */
  readonly rest: string
  readonly value: Span
  readonly text: string
  /** The value is in the lines below. */
  readonly opens: boolean
}

/** A key at the beginning of a line, after any dashes. */
const keyed =
  /^(?<head>[ \t]*(?:-[ \t]+)*(?:[{][ \t]*)?)(?:"(?<double>[^"]+)"|'(?<single>[^']+)'|(?<plain>[^\s"':{}[\],#&*!|>%@`-][^\s"':{}[\],]*))[ \t]*:(?:[ \t]+|$|(?=["'[{]))/
/** The text after a key whose value is in the lines below. */
const opener = /^(?:[&!]\S{0,64}(?:[ \t]+|$))*(?:[|>][-+0-9]*|[{[]?)[ \t\r]*(?:#.*)?$/
export const inlineSection = /(?:^|[{,\s])\\*["']?(?:data|stringData|binaryData)\\*["']?[ \t]*:[ \t]*(?=\S)/
export const bracketsOnly = /^[\s{}[\],]*$/

export function opensBelow(rest: string): boolean {
  return rest.length < 256 && opener.test(rest)
}

/** A line as its key and value, if it has a key. */
export function keyedLine({ text, from }: Line): Keyed | undefined {
  const match = text.includes(':') ? keyed.exec(text) : null
  if (match === null) return undefined
  const { head = '', double, single, plain } = match.groups ?? {}
  const start = match[0].length
  const rest = text.slice(start)
  const value = valueSpan(text, start, from)
  return {
    key: double ?? single ?? plain ?? '',
    column: head.length,
    rest,
    value,
    text: text.slice(value.start - from, value.end - from),
    // A tab counts like the dash and space of the item above.
    place: head.replaceAll('\t', '  ').length,
    start,
    opens: opensBelow(rest),
  }
}

/** The value on the line of its key, without quotes, comma and line break. */
function valueSpan(line: string, start: number, from: number): Span {
  const quote = /["']/.test(line[start] ?? '') ? 1 : 0
  const tail = /["']?[ \t\r,]{0,16}$/.exec(line.slice(-20))?.[0] ?? ''
  const end = line.length - (quote === 1 ? tail.length : tail.replace(/^["']/, '').length)
  return { start: from + start + quote, end: from + Math.max(end, start + quote) }
}

/** An item of a list, without dash, quotes and comma. */
export function itemSpan({ text, from }: Line): Span {
  const head = /^[ \t]*(?:-[ \t]+)?["']?/.exec(text)?.[0].length ?? 0
  const tail = /["']?[ \t\r,]{0,16}$/.exec(text.slice(-20))?.[0].length ?? 0
  return { start: from + head, end: from + Math.max(head, text.length - tail) }
}

/** How many more brackets open than close. */
export function bracketDepth(text: string): number {
  let depth = 0
  for (const bracket of text.matchAll(/[{}[\]]/g)) depth += /[{[]/.test(bracket[0]) ? 1 : -1
  return depth
}

/** Lines without their line breaks. */
export function* linesOf(text: string): Generator<Span> {
  for (let start = 0; start <= text.length; ) {
    const at = text.indexOf('\n', start)
    const end = at < 0 ? text.length : at
    yield { start, end: end > start && text[end - 1] === '\r' ? end - 1 : end }
    start = end + 1
  }
}
