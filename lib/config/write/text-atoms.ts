import type { Scalar } from 'yaml'

/** A part of the source of a text, and what it stands for: a character, an escape, or a line break with its indentation. */
export type Atom = { readonly start: number; readonly end: number; readonly value: string }

export type SourceScalar = Scalar<string> & { readonly range: readonly [number, number, number] }

/**
 * The source of a text over several lines, part by part; offsets are those of the document. `parentIndent` is the column
 * of the collection around it. Undefined where the parts do not add up to the value.
 */
export function textAtoms(text: string, node: SourceScalar, parentIndent: number): Atom[] | undefined {
  const [start, end] = node.range
  const source = text.slice(start, end)
  const atoms = isBlock(node) ? blockAtoms(source, node, parentIndent) : flowAtoms(source, node)
  if (atoms?.map(({ value }) => value).join('') !== node.value) return undefined
  return atoms.map((atom) => ({ start: start + atom.start, end: start + atom.end, value: atom.value }))
}

export function isBlock({ type }: Scalar): boolean {
  return type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED'
}

/** `|`, its indicators and the comment behind them. */
export const blockHeader = /^[|>]([-+]?[1-9]?[-+]?)[ \t]*(?:#[^\n]*)?\r?\n/

type Line = { readonly start: number; readonly end: number; readonly content: string }

function blockAtoms(source: string, node: SourceScalar, parentIndent: number): Atom[] | undefined {
  const header = blockHeader.exec(source)
  if (header === null) return undefined
  const digit = /[1-9]/.exec(header[1] ?? '')?.[0]
  const body = source.slice(header[0].length)
  const columns = digit === undefined ? indentOf(body) : Math.max(parentIndent, 0) + Number(digit)
  const lines = linesOf(body, header[0].length, columns)
  const last = lines.findLastIndex(({ content }) => content !== '')
  const atoms: Atom[] = []
  let above: Line | undefined
  let done = header[0].length
  let empty = 0
  for (const line of lines.slice(0, last + 1)) {
    if (line.content === '') {
      empty += 1
      continue
    }
    const breaks = breaksBetween(above, line, empty, node.type === 'BLOCK_FOLDED')
    if (done < line.start || breaks !== '') atoms.push({ start: done, end: line.start, value: breaks })
    for (let at = 0; at < line.content.length; at += 1)
      atoms.push({ start: line.start + at, end: line.start + at + 1, value: line.content.charAt(at) })
    done = line.end
    above = line
    empty = 0
  }
  const known = atoms.reduce((length, { value }) => length + value.length, 0)
  return [...atoms, { start: done, end: source.length, value: node.value.slice(known) }]
}

/** What the line breaks between two lines with content are read as. */
function breaksBetween(above: Line | undefined, line: Line, empty: number, isFolded: boolean): string {
  if (above === undefined) return '\n'.repeat(empty)
  const isKept = !isFolded || [above, line].some(({ content }) => /^[ \t]/.test(content))
  if (isKept) return '\n'.repeat(empty + 1)
  return empty === 0 ? ' ' : '\n'.repeat(empty)
}

function linesOf(body: string, offset: number, columns: number): Line[] {
  const lines: Line[] = []
  for (const match of body.matchAll(/([^\n]*?)\r?(?:\n|$)/g)) {
    const written = match[1] ?? ''
    const pad = Math.min(/^ */.exec(written)?.[0].length ?? 0, columns)
    const start = offset + match.index + pad
    lines.push({ start, end: offset + match.index + written.length, content: written.slice(pad) })
  }
  return lines
}

function indentOf(body: string): number {
  const line = body.split('\n').find((each) => each.trim() !== '')
  return /^ */.exec(line ?? '')?.[0].length ?? 0
}

const fold = /[ \t]*\r?\n[ \t\r\n]*/y
const escapedBreak = /\\\r?\n[ \t\r\n]*/y
const escapeSequence = /\\(?:x[\da-f]{2}|u[\da-f]{4}|U[\da-f]{8}|[^\n])/iy

function flowAtoms(source: string, { type }: SourceScalar): Atom[] {
  const isDouble = type === 'QUOTE_DOUBLE'
  const quote = isDouble || type === 'QUOTE_SINGLE' ? 1 : 0
  const stop = source.length - quote
  const atoms: Atom[] = []
  for (let at = quote; at < stop; ) {
    const atom = folded(source, at) ??
      (isDouble ? escaped(source, at) : undefined) ??
      (type === 'QUOTE_SINGLE' && source.startsWith("''", at) ? { length: 2, value: "'" } : undefined) ?? {
        length: 1,
        value: source.charAt(at),
      }
    atoms.push({ start: at, end: at + atom.length, value: atom.value })
    at += atom.length
  }
  return atoms
}

type Part = { readonly length: number; readonly value: string }

function folded(source: string, at: number): Part | undefined {
  const found = matchAt(fold, source, at)
  if (found === undefined) return undefined
  const breaks = found.split('\n').length - 1
  return { length: found.length, value: breaks === 1 ? ' ' : '\n'.repeat(breaks - 1) }
}

function escaped(source: string, at: number): Part | undefined {
  const line = matchAt(escapedBreak, source, at)
  if (line !== undefined) return { length: line.length, value: '\n'.repeat(line.split('\n').length - 2) }
  const found = matchAt(escapeSequence, source, at)
  return found === undefined ? undefined : { length: found.length, value: characterOf(found.slice(1)) }
}

const named: Readonly<Record<string, string>> = {
  0: '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
}

function characterOf(code: string): string {
  if (code.length === 1) return named[code] ?? code
  const point = Number.parseInt(code.slice(1), 16)
  return point > 0x10ffff ? '' : String.fromCodePoint(point)
}

function matchAt(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0]
}
