import type { YAMLMap, YAMLSeq } from 'yaml'
import type { Json } from '#lib/base/json.ts'
import { isBlank, lineBelow, lineEnd, lineStart, type Splice, spaces } from '#lib/config/document/lines.ts'
import { commentsAbove } from '#lib/config/write/comments.ts'
import type { TextEdit } from '#lib/config/write/reconciling.ts'
import { flowText, type Layout, linesIn } from '#lib/config/write/render.ts'
import { jsonInYaml, keyText } from '#lib/config/write/scalar-text.ts'

/** The positions of the entries in a bracketed map or list. */
export type Entry = { readonly start: number; readonly end: number }

/** A new list item, or a new pair when it has a key. */
type FlowEntry = { readonly key?: string; readonly value: Json }

/** Into `[...]` or `{...}`, one line per entry where the others have one. */
export function insertInBrackets(
  text: string,
  node: YAMLMap.Parsed | YAMLSeq.Parsed,
  entries: readonly Entry[],
  before: number,
  added: readonly FlowEntry[],
  layout: Layout,
): TextEdit {
  const sample = entries.at(-1)
  if (!sample) return [fillBrackets(text, node, added, layout)]
  const line = lineStart(text, sample.start)
  const isOnOwnLine = isBlank(text, line, sample.start) && line > node.range[0]
  const column = sample.start - line
  const written = added.map((entry) =>
    entryTextIn(entry, layout, isOnOwnLine && layout.json ? column : undefined),
  )
  if (isOnOwnLine) layout.room.take(column * added.length)
  const separator = isOnOwnLine ? `,${layout.eol}${spaces(column)}` : separatorOf(text, entries)
  const above = entries[before - 1]
  if (above) {
    const lines = written.map((each) => layout.eol + spaces(column) + each)
    return (
      (isOnOwnLine ? belowComment(text, above, lines) : undefined) ?? [
        { start: above.end, end: above.end, text: written.map((each) => separator + each).join('') },
      ]
    )
  }
  const first = entries[0]?.start ?? sample.start
  const at = isOnOwnLine ? commentsAbove(text, first, node.range[0]) : first
  const body = written.map((each) => each + separator).join('')
  // From the start of a line, the indentation of the entry below stands before the new one.
  const isLine = at < first
  return [{ start: at, end: at, text: isLine ? spaces(column) + body.slice(0, -column || undefined) : body }]
}

/** New lines below an entry with a comment behind it, which stays with that entry. */
function belowComment(text: string, above: Entry, lines: readonly string[]): TextEdit | undefined {
  const { comma, start, end } = tailOf(text, above)
  if (start === end) return undefined
  if (comma !== undefined) return [{ start: end, end, text: `${lines.join(',')},` }]
  return [
    { start: above.end, end: above.end, text: ',' },
    { start: end, end, text: lines.join(',') },
  ]
}

/** The comma behind an entry, and the comment behind that on its line; empty where there is none. */
export function tailOf(text: string, entry: Entry): Entry & { readonly comma: number | undefined } {
  const comma = commaAfter(text, entry.end)
  const start = comma ?? entry.end
  const end = lineEnd(text, start)
  return { comma, start, end: /^[ \t]+#/.test(text.slice(start, end)) ? end : start }
}

export function deleteInBrackets(text: string, entries: readonly Entry[], index: number): Splice[] {
  const entry = entries[index]
  if (!entry) return []
  const previous = entries[index - 1]
  const next = entries[index + 1]
  const comma = commaAfter(text, entry.end)
  const stop = comma ?? entry.end
  const line = lineStart(text, entry.start)
  const tail = text.slice(stop, lineEnd(text, stop)).trim()
  if (isBlank(text, line, entry.start) && (tail === '' || tail.startsWith('#'))) {
    const top = commentsAbove(text, entry.start, previous?.end)
    const lines = { start: top, end: lineBelow(text, stop), text: '' }
    const orphan = next || comma !== undefined || !previous ? undefined : commaAfter(text, previous.end)
    return orphan === undefined ? [lines] : [{ start: orphan - 1, end: orphan, text: '' }, lines]
  }
  if (next) return [{ start: entry.start, end: next.start, text: '' }]
  return [{ start: previous?.end ?? entry.start, end: entry.end, text: '' }]
}

function fillBrackets(
  text: string,
  node: YAMLMap.Parsed | YAMLSeq.Parsed,
  added: readonly FlowEntry[],
  layout: Layout,
): Splice {
  const open = node.range[0] + 1
  const close = node.range[1] - 1
  const inner = text.slice(open, close)
  const written = added.map((entry) => entryTextIn(entry, layout)).join(', ')
  if (inner.trim() !== '') return { start: close, end: close, text: written }
  return { start: open, end: close, text: inner === '' ? written : ` ${written} ` }
}

function entryTextIn(entry: FlowEntry, layout: Layout, column?: number): string {
  const value = column === undefined ? flowText(entry.value, layout) : prettyJson(entry.value, column, layout)
  return entry.key === undefined ? value : `${keyText(entry.key, layout.json, true)}: ${value}`
}

function prettyJson(value: Json, column: number, layout: Layout): string {
  const text = jsonInYaml(JSON.stringify(value, null, layout.step))
  layout.room.take(column * linesIn(text))
  return text.replaceAll('\n', layout.eol + spaces(column))
}

function separatorOf(text: string, entries: readonly Entry[]): string {
  const [first, second] = entries
  const between = first && second ? text.slice(first.end, second.start) : ''
  return /^,[ ]*$/.test(between) ? between : ', '
}

/** Offset right behind the comma that follows, comments not skipped. */
function commaAfter(text: string, offset: number): number | undefined {
  const found = /^\s*,/.exec(text.slice(offset, offset + 1000))
  return found ? offset + found[0].length : undefined
}
