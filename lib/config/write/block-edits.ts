import type { YAMLMap, YAMLSeq } from 'yaml'
import type { Json } from '#lib/base/json.ts'
import {
  beforeLineBreaks,
  insertLines,
  isBlank,
  lineEnd,
  lineStart,
  pastBlankLines,
  removeLines,
  type Splice,
  spaces,
} from '#lib/config/document/lines.ts'
import type { ParsedPair } from '#lib/config/document/node-value.ts'
import { commentsAbove, hasDeeperCommentBelow, lineBelowEntry } from '#lib/config/write/comments.ts'
import { entryText, itemText, type Layout } from '#lib/config/write/render.ts'
import {
  blockIndent,
  contentEnd,
  dashOf,
  pairEnd,
  pairStart,
  type Slot,
  slotEnd,
} from '#lib/config/write/slots.ts'

/** New keys go below the last one, indented as it is. */
export function insertPairs(
  text: string,
  map: YAMLMap.Parsed,
  entries: readonly (readonly [string, Json])[],
  layout: Layout,
): Splice {
  const indent = blockIndent(map)
  layout.room.take(indent * entries.length)
  const at = lineBelowEntry(text, contentEnd(map), indent)
  const style = styleAt(text, at, indent, layout)
  const lines = entries.map(([key, value]) => spaces(indent) + entryText(key, value, indent, style))
  return insertLines(text, at, lines, layout.eol)
}

/** Text over several lines is quoted where a comment below would become part of it. */
function styleAt(text: string, at: number, column: number, layout: Layout): Layout {
  return hasDeeperCommentBelow(text, at, column) ? { ...layout, blockScalars: false } : layout
}

/** New items are inserted after the item before them, or above the first one and its comments. */
export function insertItems(
  text: string,
  list: YAMLSeq.Parsed,
  slots: readonly Slot[],
  before: number,
  values: readonly Json[],
  layout: Layout,
): Splice {
  const indent = blockIndent(list)
  layout.room.take(indent * values.length)
  const gap = gapOf(text, slots)
  const linesIn = (style: Layout) => values.map((value) => itemText(value, indent, gap, style))
  const above = slots[before - 1]
  if (above) {
    const at = lineBelowEntry(text, slotEnd(above), indent)
    const lines = linesIn(styleAt(text, at, indent, layout))
    return insertLines(
      text,
      at,
      lines.map((line) => spaces(indent) + line),
      layout.eol,
    )
  }
  const dash = dashOf(list, 0) ?? list.range[0]
  const at = commentsAbove(text, dash)
  const isLine = at < dash
  const written = linesIn(layout).map((line) =>
    isLine ? spaces(indent) + line + layout.eol : line + layout.eol + spaces(indent),
  )
  return { start: at, end: at, text: written.join('') }
}

/** Comments above the first key of the root stay, as they are about the document. */
export function deletePair(text: string, map: YAMLMap.Parsed, index: number, isRoot: boolean): Splice {
  const pairs: readonly ParsedPair[] = map.items
  const pair = pairs[index]
  const [previous, next] = [pairs[index - 1], pairs[index + 1]]
  if (!pair) return { start: 0, end: 0, text: '' }
  return deleteEntry(text, {
    start: pairStart(pair),
    end: pairEnd(pair),
    next: next ? pairStart(next) : undefined,
    floor: previous ? pairEnd(previous) : isRoot ? pairStart(pair) : 0,
    column: blockIndent(map),
  })
}

export function deleteItem(
  text: string,
  list: YAMLSeq.Parsed,
  slots: readonly Slot[],
  index: number,
): Splice {
  const slot = slots[index]
  const start = dashOf(list, index)
  if (!slot || start === undefined) return { start: 0, end: 0, text: '' }
  const previous = slots[index - 1]
  return deleteEntry(text, {
    start,
    end: slotEnd(slot),
    next: dashOf(list, index + 1),
    floor: previous ? slotEnd(previous) : 0,
    column: blockIndent(list),
  })
}

/** `next` is where the next entry starts; comments above `floor` belong to something else. */
type BlockEntry = {
  readonly start: number
  readonly end: number
  readonly next: number | undefined
  readonly floor: number
  readonly column: number
}

function deleteEntry(text: string, { start, end, next, floor, column }: BlockEntry): Splice {
  const line = lineStart(text, start)
  const below = lineBelowEntry(text, end, column)
  if (isBlank(text, line, start)) {
    const top = commentsAbove(text, start, floor)
    return removeLines(text, top, keptBlankLines(text, top, below))
  }
  // First entry behind a dash: the next one takes its place on that line unless comments stand between.
  if (next !== undefined && isBlank(text, below, next)) return { start, end: next, text: '' }
  const gap = /[ \t]*$/.exec(text.slice(line, start))?.[0].length ?? 0
  return { start: start - gap, end: lineEnd(text, beforeLineBreaks(text, end)), text: '' }
}

/** Blank lines below a removed entry would become content of a `|+` text above it, so they go with the entry. */
function keptBlankLines(text: string, start: number, end: number): number {
  const above = text.slice(Math.max(0, start - 2000), start)
  if (!/[|>][1-9]?\+/.test(above)) return end
  return pastBlankLines(text, end)
}

function gapOf(text: string, slots: readonly Slot[]): number {
  const slot = slots[0]
  const start = slot?.node?.range[0]
  if (!slot || start === undefined) return 1
  const between = text.slice(slot.head, start)
  return /^ +$/.test(between) ? between.length : 1
}
