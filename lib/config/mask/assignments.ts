import { isHarmless, isPlainWord } from '#lib/config/mask/harmless-values.ts'
import { isKeyName, isPluralName, judgeName, type NameVerdict } from '#lib/config/mask/names.ts'
import type { Span } from '#lib/config/mask/spans.ts'
import { looksRandom } from '#lib/config/mask/strength.ts'

/** A name with its value inside of one line: `name=value`, `name: value`, `"name": "value"`, `name => value`. */
export type Assignment = {
  readonly name: string
  readonly verdict: NameVerdict
  readonly separator: string
  /** Where the name begins, and where the value is, without its quotes. */
  readonly at: number
  readonly value: Span
  readonly isQuoted: boolean
  /** Only whitespace, dashes, comment signs or `export` precede the name. */
  readonly isFirst: boolean
}

// A name is read once, from its beginning: nothing that belongs to it may stand before.
const named = /(?<![\w.$-])-*([A-Za-z_$][\w.$-]*)((?:\\*["'])?\]?[ \t]*(?:=>|:=|[=:])[ \t]*)/g
const lineHead = /^(?:\s*(?:[-#;*"']|\/\/|export\s|set\s|ENV\s|declare\s(?:-x\s)?))*\s*$/

/** The assignments of a line whose names say that something is secret, and those of pairs of a name and a value. */
export function assignmentsIn(line: string): Assignment[] {
  if (!line.includes('=') && !line.includes(':')) return []
  const ends = new ValueEnds(line)
  const found: Assignment[] = []
  named.lastIndex = 0
  for (let match = named.exec(line); match !== null; match = named.exec(line)) {
    const [all, own = '', separator = ''] = match
    const at = match.index + all.length - separator.length - own.length
    const name = line[at - 1] === '/' ? withPrefix(line, at, own) : own
    const verdict = judgeName(name)
    if (verdict === 'no' && !pairNames.has(name.toLowerCase())) continue
    const isFirst = match.index < 64 && lineHead.test(line.slice(0, match.index))
    const start = match.index + all.length
    found.push({ name, verdict, separator, at, isFirst, ...ends.valueAt(start, isFirst, separator) })
  }
  return found
}

/** Names of maps in which one entry names another one. */
export const pairNames: ReadonlySet<string> = new Set([
  'name',
  'key',
  'header',
  'headername',
  'parametername',
  'value',
])

/** For `checksum/secret`, the part before the slash counts. */
function withPrefix(line: string, at: number, name: string): string {
  const prefix = /[\w.-]*\/$/.exec(line.slice(Math.max(0, at - 64), at))?.[0] ?? ''
  return prefix + name
}

/** Where values of one line end. Ends are cached, because many names may be inside one long value. */
class ValueEnds {
  readonly #line: string
  readonly #closings = new Map<string, number>()
  #word = { start: 0, end: -1 }

  constructor(line: string) {
    this.#line = line
  }

  valueAt(start: number, isFirst: boolean, separator: string): { value: Span; isQuoted: boolean } {
    const quote = /^\\{0,7}["'`]/.exec(this.#line.slice(start, start + 8))?.[0]
    if (quote !== undefined) {
      const from = start + quote.length
      return { value: { start: from, end: this.#closing(from, quote) }, isQuoted: true }
    }
    // The start of a map or a list is not a value; its entries have names, or are words of their own.
    if (/[{[]/.test(this.#line[start] ?? '')) return { value: { start, end: start }, isQuoted: false }
    const word = this.#wordEnd(start)
    // On a line of its own a value may have spaces in it; a `;` ends it where another assignment follows.
    const isWhole = isFirst && !/[;&]/.test(this.#line[word] ?? '') && /=|^[^=]*:/.test(separator)
    return {
      value: { start, end: isWhole ? Math.max(word, lineValueEnd(this.#line)) : word },
      isQuoted: false,
    }
  }

  #wordEnd(start: number): number {
    if (start < this.#word.start || start > this.#word.end) {
      word.lastIndex = start
      this.#word = { start, end: start + (word.exec(this.#line)?.[0].length ?? 0) }
    }
    return this.#word.end
  }

  #closing(from: number, quote: string): number {
    const known = this.#closings.get(quote)
    if (known !== undefined && known >= from) return known
    let at = this.#line.indexOf(quote, from)
    while (at >= 0 && quote === '"' && isEscaped(this.#line, at)) at = this.#line.indexOf(quote, at + 1)
    const end = at < 0 ? this.#line.length : at
    this.#closings.set(quote, end)
    return end
  }
}

const word = /[^\s,;&"'`{}[\]<>|)\\]*/y

function isEscaped(line: string, at: number): boolean {
  let slashes = 0
  while (slashes < 64 && line[at - 1 - slashes] === '\\') slashes += 1
  return slashes % 2 === 1
}

/** Where the line ends without space and signs. */
function lineValueEnd(line: string): number {
  return line.length - (/[\s,;]{0,64}$/.exec(line.slice(-64))?.[0].length ?? 0)
}

/** The secret part of an assignment's value, if its name marks it as secret. */
export function assignedSecret(line: string, assignment: Assignment): Span | undefined {
  if (assignment.verdict === 'no' || isProse(line, assignment)) return undefined
  const { start, end } = assignment.value
  const value = line.slice(start, Math.min(end, start + 64))
  if (isPluralName(assignment.name) && /^[\d.]+$/.test(value)) return undefined
  const isKey =
    assignment.name === 'secretKey'
      ? isPlainWord(value)
      : line.length < 4096 && line.includes('secretName') && isKeyName(value)
  if (isKey) return undefined
  return secretPart(line.slice(start, end), assignment.verdict, start)
}

/** `tokens: [a, b]`: items of a list that look like secrets. */
export function listedSecrets(line: string, { verdict, value }: Assignment): Span[] {
  if (verdict !== 'secret' || line[value.start] !== '[') return []
  const end = line.indexOf(']', value.start)
  const items = line.slice(value.start + 1, Math.min(end < 0 ? line.length : end, value.start + 4096))
  return [...items.matchAll(/[^\s,"'`]+/g)].flatMap(({ 0: item, index }) => {
    const start = value.start + 1 + index
    return looksRandom(item) ? [{ start, end: start + item.length }] : []
  })
}

/** The secret part of a value: after the scheme of an Authorization header, otherwise all of it. */
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

/** `invalid token: unexpected end of file`: a plain word at the beginning of a sentence. */
function isProse(line: string, { value, isQuoted, isFirst, separator }: Assignment): boolean {
  if (isQuoted || isFirst || !/:\s/.test(separator)) return false
  return (
    /^[A-Za-z]+$/.test(line.slice(value.start, Math.min(value.end, value.start + 32))) &&
    /^ [a-z(]/i.test(line.slice(value.end, value.end + 2))
  )
}
