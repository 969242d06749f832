import { isScalar } from 'yaml'
import { isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import { loadStream } from '#lib/config/document/document.ts'
import { lineStart, type Splice, spaces, splice } from '#lib/config/document/lines.ts'
import { guarded } from '#lib/config/document/result.ts'
import { type Layout, linesIn } from '#lib/config/write/render.ts'
import { isPrintableLine, scalarText } from '#lib/config/write/scalar-text.ts'
import type { Slot } from '#lib/config/write/slots.ts'
import {
  type Atom,
  blockHeader,
  isBlock,
  type SourceScalar,
  textAtoms,
} from '#lib/config/write/text-atoms.ts'
import { type Hunk, hunksBetween } from '#lib/config/write/words.ts'

/**
 * Edits a text that is written over several lines word by word, so that its other lines, its style and its comments
 * stay. Undefined where that is not possible: the text is on one line, or would not read as wanted afterwards.
 */
export function editText(text: string, slot: Slot, want: Json, layout: Layout): Splice[] | undefined {
  const node = textOverLines(text, slot)
  if (node === undefined || typeof want !== 'string' || !layout.blockScalars) return undefined
  const atoms = textAtoms(text, node, slot.indent)
  const header = endingEdit(text, node, want)
  const [old, fresh] = isBlock(node) ? [bodyOf(node.value), bodyOf(want)] : [node.value, want]
  if (atoms === undefined || header === undefined || old === '' || fresh === '') return undefined
  const source = new Source(text, atoms)
  const hunks = hunksBetween(old, fresh, (offset) => source.isLineBreak(offset))
  for (const lineBreak of lineBreaksIn(text, node, atoms, layout.eol)) {
    layout.room.take(lineBreak(1).length * linesIn(fresh))
    const edits = hunks.map((hunk) => source.spliceOf(hunk, (part) => written(part, node, lineBreak)))
    const found = edits.filter((each) => each !== undefined)
    if (found.length < edits.length) return undefined
    const splices = [...header, ...found]
    if (readsAs(text, slot, node, splices) === want) return splices
  }
  return undefined
}

function textOverLines(text: string, { node }: Slot): SourceScalar | undefined {
  if (!isScalar(node) || typeof node.value !== 'string') return undefined
  // The check above says that the value is text.
  return text.slice(node.range[0], node.range[1]).includes('\n') ? (node as SourceScalar) : undefined
}

/** Without the line breaks at the end, which the header of a block decides on. */
function bodyOf(value: string): string {
  return value.replace(/\n+$/, '')
}

/** `-` in the header of a block, or none, where the text loses or gets its final line break. */
function endingEdit(text: string, node: SourceScalar, want: string): Splice[] | undefined {
  const endOf = (value: string) => value.length - bodyOf(value).length
  if (!isBlock(node) || endOf(node.value) === endOf(want)) return []
  const indicators = blockHeader.exec(text.slice(node.range[0], node.range[1]))?.[1]
  if (indicators === undefined || indicators.includes('+') || endOf(want) > 1) return undefined
  const digit = indicators.replace('-', '')
  const start = node.range[0] + 1
  return [{ start, end: start + indicators.length, text: endOf(want) === 0 ? `${digit}-` : digit }]
}

/** The value of a text and where its characters are written. */
class Source {
  readonly #text: string
  readonly #atoms: readonly Atom[]
  /** The offset of each atom in the value. */
  readonly #starts: readonly number[]

  constructor(text: string, atoms: readonly Atom[]) {
    this.#text = text
    this.#atoms = atoms
    let length = 0
    this.#starts = atoms.map(({ value }) => {
      const start = length
      length += value.length
      return start
    })
  }

  isLineBreak(offset: number): boolean {
    const atom = this.#atoms[this.#indexAt(offset)]
    return atom !== undefined && this.#text.slice(atom.start, atom.end).includes('\n')
  }

  /** When a hunk covers part of an atom, the whole atom is rewritten. */
  spliceOf({ from, to, text }: Hunk, write: (part: string) => string | undefined): Splice | undefined {
    const [first, last] = [this.#indexAt(from), this.#indexAt(Math.max(to - 1, from))]
    const [head, tail] = [this.#atoms[first], this.#atoms[last]]
    if (head === undefined || tail === undefined) return undefined
    const before = head.value.slice(0, from - (this.#starts[first] ?? 0))
    const isInsertion = from === to && before === ''
    const after = isInsertion ? '' : tail.value.slice(to - (this.#starts[last] ?? 0))
    const body = write(before + text + after)
    if (body === undefined) return undefined
    return { start: head.start, end: isInsertion ? head.start : tail.end, text: body }
  }

  /** The atom that a character belongs to; past the last character, the last one. */
  #indexAt(offset: number): number {
    let [low, high] = [0, this.#starts.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#starts[middle + 1] ?? 0) > offset) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** How some line breaks in a row are written. */
type LineBreaks = (count: number) => string

/** The ways in which line breaks of the value may be written, likeliest first. */
function lineBreaksIn(text: string, node: SourceScalar, atoms: readonly Atom[], eol: string): LineBreaks[] {
  if (node.type === 'QUOTE_DOUBLE') return [(count) => '\\n'.repeat(count)]
  const first = atoms.find(({ value }) => /[^\n]/.test(value))?.start ?? 0
  const fold = atoms.find(({ start, end }) => text.slice(start, end).includes('\n'))
  const indent = isBlock(node)
    ? spaces(first - lineStart(text, first))
    : /[^\n]*$/.exec(fold === undefined ? '' : text.slice(fold.start, fold.end))?.[0]
  const kept = (count: number) => eol.repeat(count) + indent
  if (node.type === 'BLOCK_LITERAL') return [kept]
  // Folding takes one line break of each run, except beside lines that are indented more.
  const foldable = (count: number) => kept(count + 1)
  return node.type === 'BLOCK_FOLDED' ? [foldable, kept] : [foldable]
}

/** A part of the value in the style of the text; undefined where it needs escapes that the style does not have. */
function written(part: string, { type }: SourceScalar, lineBreak: LineBreaks): string | undefined {
  const runs = part.split(/(\n+)/)
  const isDouble = type === 'QUOTE_DOUBLE'
  if (!isDouble && !runs.every((run) => isPrintableLine(run.replace(/[\n\t]/g, ' ')))) return undefined
  const lineText = (line: string) => {
    if (isDouble) return scalarText(line, 'double', false).slice(1, -1)
    return type === 'QUOTE_SINGLE' ? line.replaceAll("'", "''") : line
  }
  return runs.map((run) => (run.startsWith('\n') ? lineBreak(run.length) : lineText(run))).join('')
}

/** The value of the edited text, read by itself at the same indentation. */
function readsAs(text: string, slot: Slot, node: SourceScalar, splices: readonly Splice[]): Json | undefined {
  const [from, to] = node.range
  const moved = splices.map((each) => ({ ...each, start: each.start - from, end: each.end - from }))
  const source = splice(text.slice(from, to), moved)
  const place = slot.flow ? `[${source}]` : `${slot.parent === 'list' ? '- ' : 'key: '}${source}`
  const around = slot.flow || slot.indent === 0 ? place : `key:\n${spaces(slot.indent)}${place}`
  const read = guarded(() => loadStream(slot.parent === 'root' ? source : around))
  return read.ok ? onlyScalar(read.value.resources[0]?.value) : undefined
}

function onlyScalar(value: Json | undefined): Json | undefined {
  if (isJsonList(value)) return value.length === 1 ? onlyScalar(value[0]) : undefined
  if (!isJsonMap(value)) return value
  const [only, second] = Object.values(value)
  return second === undefined ? onlyScalar(only) : undefined
}
