import { isHarmless, isPlainWord } from '#lib/config/mask/harmless-values.ts'
import { judgeName, type NameVerdict } from '#lib/config/mask/names.ts'
import type { Span } from '#lib/config/mask/spans.ts'
import { looksRandom } from '#lib/config/mask/strength.ts'

/** A name with its value inside of one line: `name=value`, `name: value`, `"name": "value"`, `name => value`. */
export type Assignment = {
  readonly name: string
  readonly separator: string
  /** Where the name begins and the value stands, quotes excluded. */
  readonly at: number
  readonly value: Span
  readonly isQuoted: boolean
  /** Nothing but space, dashes, comment signs or `export` stands before the name. */
  readonly isFirst: boolean
}

// A name is read once, from its beginning: nothing that belongs to it may stand before.
const named =
  /(?<![\w.$-])-*(?<name>[A-Za-z_$][\w.$-]*)(?<separator>(?:\\*["'])?\]?[ \t]*(?:=>|:=|[=:])[ \t]*)/g
const lineHead = /^(?:\s*(?:[-#;*"']|\/\/|export\s|set\s|ENV\s|declare\s(?:-x\s)?))*\s*$/

/** Every assignment of a line. */
export function assignmentsIn(line: string): Assignment[] {
  if (!/[=:]/.test(line)) return []
  return [...line.matchAll(named)].map((match) => {
    const { name = '', separator = '' } = match.groups ?? {}
    const start = match.index + match[0].length
    const at = match.index + match[0].indexOf(name)
    const isFirst = match.index < 64 && lineHead.test(line.slice(0, match.index))
    return {
      name: withPrefix(line, at, name),
      separator,
      at,
      isFirst,
      ...valueAt(line, start, isFirst, separator),
    }
  })
}

/** `checksum/secret`: what stands before the slash counts. */
function withPrefix(line: string, at: number, name: string): string {
  if (line[at - 1] !== '/') return name
  const prefix = /[\w.-]*\/$/.exec(line.slice(Math.max(0, at - 64), at))?.[0] ?? ''
  return prefix + name
}

function valueAt(line: string, start: number, isFirst: boolean, separator: string) {
  const quote = /^\\*["'`]/.exec(line.slice(start, start + 8))?.[0]
  if (quote !== undefined) {
    const from = start + quote.length
    return { value: { start: from, end: closing(line, from, quote) }, isQuoted: true }
  }
  sticky.word.lastIndex = start
  const word = start + (sticky.word.exec(line)?.[0].length ?? 0)
  // On a line of its own a value may have spaces in it; a `;` ends it where another assignment follows.
  const isWhole = isFirst && (separator.includes('=') || separator.trim() === ':')
  return { value: { start, end: isWhole ? lineValueEnd(line, start, word) : word }, isQuoted: false }
}

const sticky = { word: /[^\s,;&"'`{}[\]<>|)\\]*/y }

function closing(line: string, from: number, quote: string): number {
  if (quote.length > 1) {
    const at = line.indexOf(quote, from)
    return at < 0 ? line.length : at
  }
  for (let at = line.indexOf(quote, from); at >= 0; at = line.indexOf(quote, at + 1)) {
    if (quote === "'" || !isEscaped(line, at)) return at
  }
  return line.length
}

function isEscaped(line: string, at: number): boolean {
  let slashes = 0
  while (slashes < 64 && line[at - 1 - slashes] === '\\') slashes += 1
  return slashes % 2 === 1
}

function lineValueEnd(line: string, start: number, word: number): number {
  const next = line[word]
  if (next === ';' || next === '&') return word
  const rest = line.slice(start)
  const end = rest.length - (/[\s,;]{0,64}$/.exec(rest.slice(-64))?.[0].length ?? 0)
  return Math.max(start + end, Math.min(word, line.length))
}

/** The secret part of an assignment's value, if its name tells that it is one. */
export function assignedSecret(line: string, assignment: Assignment): Span | undefined {
  const verdict = judgeName(assignment.name)
  if (verdict === 'no' || isProse(line, assignment)) return undefined
  const { start, end } = assignment.value
  return secretPart(line.slice(start, end), verdict, start)
}

/** The secret part of a value under a name: behind the scheme of an Authorization header, else all of it. */
export function secretPart(value: string, verdict: NameVerdict, start = 0): Span | undefined {
  const scheme =
    /^\s*(?:Bearer|Basic|Token|ApiKey|Digest|Negotiate|GoogleLogin|OAuth|AWS4-HMAC-SHA256)\s+(?=\S)/i.exec(
      value.slice(0, 64),
    )?.[0].length
  const from = scheme ?? 0
  const secret = value.slice(from)
  if (verdict === 'no' || isHarmless(secret)) return undefined
  if (verdict === 'maybe' && !looksRandom(secret)) return undefined
  if (verdict === 'soft' && scheme === undefined && (isPlainWord(secret) || /^[\d.]+$/.test(secret.trim()))) {
    return undefined
  }
  return { start: start + from, end: start + value.length }
}

/** `invalid token: unexpected end of file`: a plain word that a sentence goes on after. */
function isProse(line: string, { value, isQuoted, isFirst, separator }: Assignment): boolean {
  if (isQuoted || isFirst || !/:\s/.test(separator)) return false
  return (
    /^[A-Za-z]+$/.test(line.slice(value.start, Math.min(value.end, value.start + 32))) &&
    /^ [a-z(]/i.test(line.slice(value.end, value.end + 2))
  )
}
