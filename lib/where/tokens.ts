import type { Span, WhereResult } from '#lib/where/ast.ts'
import { spellings } from '#lib/where/operators.ts'

export type Token = { readonly span: Span; readonly text: string } & (
  | { readonly kind: 'word' }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'operator' }
  | { readonly kind: '(' }
  | { readonly kind: ')' }
  | { readonly kind: ',' }
)

/** What other languages write: read to be explained. */
const foreign = ['==', '<>', '&&', '||']

/** Longest first, so that `<=` is not read as `<` and `=`. */
const operators = [...spellings.filter((op) => /^[^A-Z]/.test(op)), ...foreign].sort(
  (a, b) => b.length - a.length,
)

const maxBlanks = 256
const maxStringLength = 255

type Scan = { text: string; at: number }

/** Splits an expression into tokens. `words` says what a word looks like: data paths may begin with more than letters. */
export function tokenize(text: string, words: RegExp): WhereResult<Token[]> {
  const scan: Scan = { text, at: 0 }
  const tokens: Token[] = []
  while (scan.at < text.length) {
    const blanks = /^[ \t]+/.exec(text.slice(scan.at, scan.at + maxBlanks + 1))?.[0].length ?? 0
    if (blanks > maxBlanks) return fail(scan.at, scan.at + blanks, `More than ${maxBlanks} spaces in a row.`)
    scan.at += blanks
    if (scan.at >= text.length) break
    const token = next(scan, words)
    if (!token.ok) return token
    tokens.push(token.value)
    scan.at = token.value.span.end
  }
  return { ok: true, value: tokens }
}

function next(scan: Scan, words: RegExp): WhereResult<Token> {
  const { text, at } = scan
  const first = text.charAt(at)
  if (first === "'") return readString(scan)
  if (first === '(' || first === ')' || first === ',') return token(scan, 1, { kind: first })
  const integer = /^\d+(?![\w])/.exec(text.slice(at, at + 32))
  if (integer) return readInteger(scan, integer[0])
  const word = words.exec(text.slice(at))
  if (word) return token(scan, word[0].length, { kind: 'word' })
  const operator = operators.find((candidate) => text.startsWith(candidate, at))
  if (operator) return token(scan, operator.length, { kind: 'operator' })
  return fail(at, at + 1, unexpected(text, at), repairOf(text, at))
}

type Rest =
  | { kind: 'word' | 'operator' | '(' | ')' | ',' }
  | { kind: 'int'; value: number }
  | { kind: 'string'; value: string }

function token({ text, at }: Scan, length: number, rest: Rest): WhereResult<Token> {
  const span = { start: at, end: at + length }
  return { ok: true, value: { ...rest, span, text: text.slice(span.start, span.end) } }
}

function readInteger(scan: Scan, digits: string): WhereResult<Token> {
  const { text, at } = scan
  const end = at + digits.length
  if (/^\.\d/.test(text.slice(end, end + 2)))
    return fail(at, end + 2, 'Numbers have no fractions here. Use a whole number.')
  if (/^-\d\d/.test(text.slice(end, end + 3))) {
    const time = /^[\dTZ:.+-]+/.exec(text.slice(at))?.[0] ?? digits
    return fail(
      at,
      at + time.length,
      'A time needs single quotes.',
      replace(text, at, at + time.length, `'${time}'`, `Quote it: '${time}'`),
    )
  }
  if (digits.length > 10) return fail(at, end, 'A number has at most 10 digits.')
  return token(scan, digits.length, { kind: 'int', value: Number(digits) })
}

function readString(scan: Scan): WhereResult<Token> {
  const { text, at } = scan
  const close = text.indexOf("'", at + 1)
  if (close < 0)
    return fail(
      at,
      text.length,
      'The text has no closing quote.',
      replace(text, text.length, text.length, "'", "Add the closing '"),
    )
  const value = text.slice(at + 1, close)
  const bad = /["\\\p{Cc}]/u.exec(value)
  if (bad) {
    const place = at + 1 + bad.index
    return fail(
      place,
      place + 1,
      `Text cannot contain ${nameOf(bad[0])}: there is no escape. Use LIKE with _ in its place.`,
    )
  }
  if (text.charAt(close + 1) === "'")
    return fail(
      close,
      close + 2,
      'Text cannot contain a single quote: doubling does not escape it. Use LIKE with _ in its place.',
    )
  if (value.length > maxStringLength)
    return fail(at, close + 1, `Text has at most ${maxStringLength} characters, this has ${value.length}.`)
  return token(scan, close + 1 - at, { kind: 'string', value })
}

function nameOf(character: string): string {
  if (character === '"') return 'a double quote'
  if (character === '\\') return 'a backslash'
  return 'a control character'
}

function unexpected(text: string, at: number): string {
  const character = text.charAt(at)
  if (character === '"') return 'Text needs single quotes, not double ones.'
  if (character === '-' || character === '+') return 'Numbers have no sign: only 0 and above can be compared.'
  if (character === '\n' || character === '\r')
    return 'A line break is not allowed. Put everything on one line.'
  if (character === ';') return 'Nothing may follow the expression.'
  return `Unexpected ${JSON.stringify(character)}.`
}

function repairOf(text: string, at: number) {
  if (text.charAt(at) === '\n' || text.charAt(at) === '\r')
    // What stands between quotes is a value: it stays as it is.
    return {
      label: 'Join the lines',
      text: text.replace(/'[^']*'|[\r\n]+/g, (part) => (part.startsWith("'") ? part : ' ')),
    }
  if (text.charAt(at) !== '"') return undefined
  const close = text.indexOf('"', at + 1)
  const inner = text.slice(at + 1, close)
  if (close < 0 || /['\\]/.test(inner)) return undefined
  return replace(text, at, close + 1, `'${inner}'`, 'Use single quotes')
}

export function replace(text: string, start: number, end: number, by: string, label: string) {
  return { label, text: text.slice(0, start) + by + text.slice(end) }
}

export function fail(
  start: number,
  end: number,
  message: string,
  repair?: { label: string; text: string },
): WhereResult<never> {
  const error = { message, span: { start, end } }
  return { ok: false, error: repair === undefined ? error : { ...error, repair } }
}

/** The same for a span that is at hand. */
export function failAt(
  { start, end }: Span,
  message: string,
  repair?: { label: string; text: string },
): WhereResult<never> {
  return fail(start, end, message, repair)
}
