import type { YAMLMap, YAMLSeq } from 'yaml'
import type { Json } from '#lib/base/json.ts'
import {
  beforeLineBreaks,
  isBlank,
  lineBelow,
  lineEnd,
  lineStart,
  nextLine,
  pastDeeperComments,
  removeLines,
  type Splice,
  spaces,
} from '#lib/config/document/lines.ts'
import type { ParsedPair } from '#lib/config/document/node-value.ts'
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
  const lines = entries.map(([key, value]) => spaces(indent) + entryText(key, value, indent, layout))
  return insertLines(text, contentEnd(map), indent, lines, layout.eol)
}

/** New items go below the item before them, so that comments above the next item stay with it. */
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
  const lines = values.map((value) => itemText(value, indent, gap, layout))
  const above = slots[before - 1]
  if (above)
    return insertLines(
      text,
      slotEnd(above),
      indent,
      lines.map((line) => spaces(indent) + line),
      layout.eol,
    )
  const dash = dashOf(list, 0) ?? list.range[0]
  return { start: dash, end: dash, text: lines.map((line) => line + layout.eol + spaces(indent)).join('') }
}

export function deletePair(text: string, map: YAMLMap.Parsed, index: number): Splice {
  const pairs: readonly ParsedPair[] = map.items
  const pair = pairs[index]
  const next = pairs[index + 1]
  if (!pair) return { start: 0, end: 0, text: '' }
  return deleteEntry(
    text,
    pairStart(pair),
    pairEnd(pair),
    next ? pairStart(next) : undefined,
    blockIndent(map),
  )
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
  return deleteEntry(text, start, slotEnd(slot), dashOf(list, index + 1), blockIndent(list))
}

function deleteEntry(
  text: string,
  start: number,
  end: number,
  next: number | undefined,
  column: number,
): Splice {
  const line = lineStart(text, start)
  const below = pastDeeperComments(text, nextLine(text, end), column)
  if (isBlank(text, line, start)) return removeLines(text, line, keptBlankLines(text, line, below))
  // First entry behind a dash: the next one takes its place on that line unless comments stand between.
  if (next !== undefined && isBlank(text, below, next)) return { start, end: next, text: '' }
  const gap = /[ \t]*$/.exec(text.slice(line, start))?.[0].length ?? 0
  return { start: start - gap, end: lineEnd(text, beforeLineBreaks(text, end)), text: '' }
}

/** Blank lines below a removed entry would become content of a `|+` text above it, so they go with the entry. */
function keptBlankLines(text: string, start: number, end: number): number {
  const above = text.slice(Math.max(0, start - 2000), start)
  if (!/[|>][1-9]?\+/.test(above)) return end
  let stop = end
  while (stop < text.length && isBlank(text, stop, lineEnd(text, stop))) stop = lineBelow(text, stop)
  return stop
}

// Comments deeper than the new line belong to what stands above it.
function insertLines(
  text: string,
  contentEndAt: number,
  column: number,
  lines: readonly string[],
  eol: string,
): Splice {
  const at = pastDeeperComments(text, nextLine(text, contentEndAt), column)
  const body = lines.join(eol)
  const isOpen = at === text.length && at > 0 && text[at - 1] !== '\n'
  return { start: at, end: at, text: isOpen ? eol + body : body + eol }
}

function gapOf(text: string, slots: readonly Slot[]): number {
  const slot = slots[0]
  const start = slot?.node?.range[0]
  if (!slot || start === undefined) return 1
  const between = text.slice(slot.head, start)
  return /^ +$/.test(between) ? between.length : 1
}
