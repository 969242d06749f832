import { isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import type { Room } from '#lib/config/document/budget.ts'
import { spaces } from '#lib/config/document/lines.ts'
import { blockScalarText, isScalarJson, keyText, scalarText } from '#lib/config/write/scalar-text.ts'

/** How a document is written, taken from what stands there already. */
export type Layout = {
  readonly eol: string
  /** Columns a map inside a map is indented by. */
  readonly step: number
  /** Columns a list inside a map is indented by; 0 where the dashes stand under the key. */
  readonly listStep: number
  /** Quotes around every key and text. */
  readonly json: boolean
  /** Text over several lines as `|` blocks; else in double quotes. */
  readonly blockScalars: boolean
  /** What may be written as indentation. */
  readonly room: Room
}

/** Has to be written on lines of its own in block style. */
export function needsLines(value: Json): boolean {
  return isJsonList(value) ? value.length > 0 : isJsonMap(value) && Object.keys(value).length > 0
}

/** A non-empty map or list in block style: the first line without its indentation, no line break at the end. */
export function blockText(value: Json, indent: number, layout: Layout): string {
  const separator = layout.eol + spaces(indent)
  if (isJsonList(value) || isJsonMap(value))
    layout.room.take(separator.length * (isJsonList(value) ? value.length : Object.keys(value).length))
  if (isJsonList(value)) return value.map((item) => itemText(item, indent, 1, layout)).join(separator)
  if (!isJsonMap(value)) return inlineText(value, layout)
  return Object.entries(value)
    .map(([key, each]) => entryText(key, each, indent, layout))
    .join(separator)
}

export function entryText(key: string, value: Json, indent: number, layout: Layout): string {
  const name = `${keyText(key, layout.json, false)}:`
  if (needsLines(value)) {
    const inner = indent + (isJsonList(value) ? layout.listStep : layout.step)
    return name + layout.eol + spaces(inner) + blockText(value, inner, layout)
  }
  return `${name} ${lineOrBlockScalar(value, indent + layout.step, layout)}`
}

/** `gap` is the number of spaces after the dash. */
export function itemText(value: Json, indent: number, gap: number, layout: Layout): string {
  const inner = indent + 1 + gap
  const body = needsLines(value) ? blockText(value, inner, layout) : lineOrBlockScalar(value, inner, layout)
  return `-${spaces(gap)}${body}`
}

/** A scalar or an empty collection. */
export function inlineText(value: Json, layout: Layout): string {
  return isScalarJson(value)
    ? scalarText(value, layout.json ? 'double' : 'plain', false)
    : flowText(value, layout)
}

export function flowText(value: Json, layout: Layout): string {
  if (isScalarJson(value)) return scalarText(value, layout.json ? 'double' : 'plain', true)
  if (isJsonList(value)) return `[${value.map((item) => flowText(item, layout)).join(', ')}]`
  return `{${Object.entries(value)
    .map(([key, each]) => flowEntryText(key, each, layout))
    .join(', ')}}`
}

function flowEntryText(key: string, value: Json, layout: Layout): string {
  return `${keyText(key, layout.json, true)}: ${flowText(value, layout)}`
}

function lineOrBlockScalar(value: Json, indent: number, layout: Layout): string {
  const isBlock = typeof value === 'string' && layout.blockScalars && value.includes('\n')
  const block = isBlock ? indentedText(value, 'literal', spaces(indent), layout) : undefined
  return block ?? inlineText(value, layout)
}

/** A block scalar, as far as there is room for its indentation. */
export function indentedText(
  value: string,
  style: 'literal' | 'folded',
  pad: string,
  layout: Layout,
): string | undefined {
  layout.room.take(pad.length * linesIn(value))
  return blockScalarText(value, style, pad, layout.eol)
}

export function linesIn(text: string): number {
  let count = 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
