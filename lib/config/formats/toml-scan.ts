import { lineEnd, lineStart } from '#lib/config/document/lines.ts'
import type { Keys, Slot } from '#lib/config/formats/codec.ts'

/** Where the names and values of a TOML document are. The parser finds what is wrong; this only finds places. */
export type TomlPlaces = {
  /** One for each value; lists and inline tables have one, and so has what is in them. */
  readonly slots: readonly Slot[]
  readonly tables: readonly TomlTable[]
}

/** `[server]`, or one `[[server]]`. */
export type TomlTable = {
  readonly keys: Keys
  /** The line of its header. */
  readonly lines: { readonly start: number; readonly end: number }
  /** Where its last name ends, or its header: a new name of it goes there. */
  readonly bodyEnd: number
}

/** Throws `RangeError` where the text is not TOML. */
export function scanToml(text: string): TomlPlaces {
  return new Scanner(text).scan()
}

class Scanner {
  readonly #text: string
  readonly #slots: Slot[] = []
  readonly #tables: { keys: Keys; lines: { start: number; end: number }; bodyEnd: number }[] = []
  /** How many tables each list of tables has so far. */
  readonly #lists = new Map<string, number>()
  #at = 0
  /** Where the last name ended, before the blanks after it. */
  #nameEnd = 0

  constructor(text: string) {
    this.#text = text
  }

  scan(): TomlPlaces {
    const start = this.#text.startsWith('\uFEFF') ? 1 : 0
    this.#at = start
    let table = { keys: [] as Keys, lines: { start, end: start }, bodyEnd: start }
    this.#tables.push(table)
    for (this.#blank(); this.#at < this.#text.length; this.#blank()) {
      if (this.#text[this.#at] === '[') {
        table = this.#header()
        this.#tables.push(table)
      } else table.bodyEnd = this.#entry(table.keys)
    }
    return { slots: this.#slots, tables: this.#tables }
  }

  #header() {
    const begin = this.#at
    const isList = this.#text.startsWith('[[', begin)
    this.#at += isList ? 2 : 1
    const names = this.#names()
    this.#expect(isList ? ']]' : ']')
    const keys: string[] = []
    for (const [index, name] of names.entries()) {
      keys.push(name)
      const list = JSON.stringify(keys)
      const isLast = index === names.length - 1
      if (isLast && isList) this.#lists.set(list, (this.#lists.get(list) ?? 0) + 1)
      const count = this.#lists.get(list)
      if (count !== undefined) keys.push(String(count - 1))
    }
    const lines = this.#linesAround(begin)
    return { keys: keys as Keys, lines, bodyEnd: lines.end }
  }

  /** The end of its lines. */
  #entry(table: Keys): number {
    const begin = this.#at
    const keys = [...table, ...this.#names()]
    const { separator, start, end } = this.#assigned(keys)
    const lines = this.#linesAround(begin)
    this.#slots.push({ keys, start, end, lines, separator })
    return lines.end
  }

  #assigned(keys: Keys) {
    const sign = this.#nameEnd
    this.#expect('=')
    this.#spaces()
    const start = this.#at
    this.#value(keys)
    return { separator: this.#text.slice(sign, start), start, end: this.#at }
  }

  #linesAround(begin: number) {
    const text = this.#text
    const stop = lineEnd(text, this.#at)
    const end = text.startsWith('\r\n', stop) ? stop + 2 : Math.min(stop + 1, text.length)
    return { start: lineStart(text, begin), end }
  }

  #value(keys: Keys): void {
    const text = this.#text
    const sign = text[this.#at]
    if (sign === '"' || sign === "'") this.#string(sign)
    else if (sign === '[') this.#list(keys)
    else if (sign === '{') this.#inlineTable(keys)
    else {
      const end = text.slice(this.#at).search(/[,\]}#\r\n]/)
      const stop = end < 0 ? text.length : this.#at + end
      this.#at += text.slice(this.#at, stop).trimEnd().length
    }
  }

  #list(keys: Keys): void {
    this.#at += 1
    for (let index = 0; ; index += 1) {
      this.#blank()
      if (this.#take(']')) return
      const inner = [...keys, String(index)]
      const start = this.#at
      this.#value(inner)
      this.#slots.push({ keys: inner, start, end: this.#at })
      this.#blank()
      if (!this.#take(',') && this.#text[this.#at] !== ']') throw new RangeError('no list')
    }
  }

  #inlineTable(keys: Keys): void {
    this.#at += 1
    for (;;) {
      this.#blank()
      if (this.#take('}')) return
      const inner = [...keys, ...this.#names()]
      const { separator, start, end } = this.#assigned(inner)
      this.#slots.push({ keys: inner, start, end, separator })
      this.#blank()
      if (!this.#take(',') && this.#text[this.#at] !== '}') throw new RangeError('no table')
    }
  }

  #names(): string[] {
    const names: string[] = []
    do {
      this.#spaces()
      const start = this.#at
      const sign = this.#text[start]
      if (sign === '"' || sign === "'") {
        this.#string(sign)
        const inside = this.#text.slice(start + 1, this.#at - 1)
        names.push(sign === "'" ? inside : unescaped(inside))
      } else {
        this.#at += /^[^\s.=\]]*/.exec(this.#text.slice(start, start + 1024))?.[0].length ?? 0
        if (this.#at === start) throw new RangeError('no name')
        names.push(this.#text.slice(start, this.#at))
      }
      this.#nameEnd = this.#at
      this.#spaces()
    } while (this.#take('.'))
    return names
  }

  #string(quote: string): void {
    const text = this.#text
    const isLong = text.startsWith(quote.repeat(3), this.#at)
    const close = isLong ? quote.repeat(3) : quote
    let at = this.#at + close.length
    while (at < text.length && !text.startsWith(close, at)) at += quote === '"' && text[at] === '\\' ? 2 : 1
    at += close.length
    // Up to two quotes may stand right before the three at the end.
    for (let more = 0; isLong && more < 2 && text[at] === quote; more += 1) at += 1
    this.#at = at
  }

  #spaces(): void {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at += 1
  }

  /** Blanks, line breaks and comments. */
  #blank(): void {
    for (; this.#at < this.#text.length; this.#at += 1) {
      const sign = this.#text[this.#at] ?? ''
      if (sign === '#') this.#at = lineEnd(this.#text, this.#at)
      else if (!/\s/.test(sign)) return
    }
  }

  #take(sign: string): boolean {
    if (!this.#text.startsWith(sign, this.#at)) return false
    this.#at += sign.length
    return true
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw new RangeError(`no ${sign}`)
  }
}

function unescaped(text: string): string {
  const short: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\x1b' }
  return text.replace(
    /\\(?:u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|x([\dA-Fa-f]{2})|(.))/g,
    (_, four: string | undefined, eight: string | undefined, two: string | undefined, sign = '') => {
      const code = four ?? eight ?? two
      return code === undefined ? (short[sign] ?? sign) : String.fromCodePoint(Number.parseInt(code, 16))
    },
  )
}
