import { isCollection, isScalar, type Scalar } from 'yaml'
import { isJsonList, type Json } from '#lib/base/json.ts'
import {
  beforeLineBreaks,
  isBlank,
  lineBelow,
  lineEnd,
  lineStart,
  removeLines,
  type Splice,
  spaces,
} from '#lib/config/document/lines.ts'
import { commentsAbove, hasDeeperCommentBelow, lineBelowEntry } from '#lib/config/write/comments.ts'
import { editText } from '#lib/config/write/edit-text.ts'
import {
  blockText,
  flowText,
  indentedText,
  inlineText,
  type Layout,
  needsLines,
} from '#lib/config/write/render.ts'
import {
  isScalarJson,
  type Scalar as ScalarJson,
  type ScalarStyle,
  scalarText,
} from '#lib/config/write/scalar-text.ts'
import { isEmpty, isFlow, propsEnd, type Slot, slotEnd } from '#lib/config/write/slots.ts'

/** Writes another value into a slot. An anchor of the old value stays; its tag stays only on text that stays text. */
export function replaceValue(text: string, slot: Slot, want: Json, layout: Layout): Splice[] {
  const edited = keepsTag(slot, want) ? editText(text, slot, want, layout) : undefined
  if (edited !== undefined) return edited
  if (slot.flow || (slot.parent === 'root' && isFlow(slot.node)))
    return [inBrackets(text, slot, want, layout)]
  if (isScalarJson(want) && isScalar(slot.node)) return [scalarInPlace(text, slot, slot.node, want, layout)]
  const isOldBlock = isCollection(slot.node) && !isFlow(slot.node)
  if (isOldBlock && !needsLines(want)) return blockToLine(text, slot, inlineText(want, layout))
  if (!isOldBlock && needsLines(want)) return lineToBlock(text, slot, want, layout)
  if (isOldBlock) return [blockToBlock(text, slot, want, layout)]
  return [{ ...withProps(text, slot), text: `${headText(slot, text)}${inlineText(want, layout)}` }]
}

function inBrackets(text: string, slot: Slot, want: Json, layout: Layout): Splice {
  const old = slot.node
  const keepsQuotes = isScalar(old) && isScalarJson(want) && !layout.json
  const written = keepsQuotes ? scalarText(want, styleOf(old), true) : flowText(want, layout)
  return { ...withProps(text, slot), text: `${headText(slot, text)}${written}` }
}

/** The value with its tag (and anchor, which `headText` writes again). */
function withProps(text: string, slot: Slot): { start: number; end: number } {
  const offsets = [slot.anchor?.offset, slot.tag?.offset, valueStart(slot)].filter(
    (each) => each !== undefined,
  )
  const end = slotEnd(slot)
  const start = Math.min(...offsets)
  return { start, end: text[end - 1] === '\n' ? Math.max(beforeLineBreaks(text, end), start) : end }
}

function valueStart(slot: Slot): number {
  return slot.node && !isEmpty(slot.node) ? Math.max(slot.node.range[0], propsEnd(slot)) : propsEnd(slot)
}

/** Colon, space and anchor as far as the place lacks them. */
function headText(slot: Slot, text: string): string {
  const { start, end } = withProps(text, slot)
  const isBare = start === end && start > 0 && !/[\s[{,]/.test(text[start - 1] ?? ' ')
  const gap = slot.needsColon ? ': ' : isBare ? ' ' : ''
  return gap + (slot.anchor ? `${slot.anchor.source} ` : '')
}

type ScalarNode = Scalar & { range: [number, number, number] }

function scalarInPlace(text: string, slot: Slot, node: ScalarNode, want: ScalarJson, layout: Layout): Splice {
  const written = scalarLike(text, slot, node, want, layout)
  if (!keepsTag(slot, want)) return { ...withProps(text, slot), text: headText(slot, text) + written }
  const start = valueStart(slot)
  const { end } = withProps(text, slot)
  const gap = slot.needsColon ? ': ' : start === end && /\S/.test(text[start - 1] ?? ' ') ? ' ' : ''
  return { start, end: Math.max(start, end), text: gap + written }
}

function keepsTag(slot: Slot, want: Json): boolean {
  return !slot.tag || (typeof want === 'string' && slot.tag.source === '!!str')
}

/** The new scalar in the style of the old one. */
function scalarLike(text: string, slot: Slot, node: ScalarNode, want: ScalarJson, layout: Layout): string {
  const style = layout.json && typeof want === 'string' ? 'double' : styleOf(node)
  const canBeBlock = typeof want === 'string' && layout.blockScalars
  const block = canBeBlock ? blockLike(text, slot, node, want, layout) : undefined
  return block ?? scalarText(want, style, false)
}

/** Several lines as a block scalar, where the old one was or where a plain one is followed by nothing on its line. */
function blockLike(
  text: string,
  slot: Slot,
  node: ScalarNode,
  want: string,
  layout: Layout,
): string | undefined {
  const fresh = spaces(slot.parent === 'root' ? layout.step : slot.indent + layout.step)
  const { end } = withProps(text, slot)
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') {
    const old = blockPad(text, node)
    const pad = old ?? fresh
    if (old === undefined && hasDeeperCommentBelow(text, slotEnd(slot), pad.length - 1)) return undefined
    const folded = node.type === 'BLOCK_FOLDED' ? indentedText(want, 'folded', pad, layout) : undefined
    return folded ?? indentedText(want, 'literal', pad, layout)
  }
  const isAlone =
    isBlank(text, end, lineEnd(text, end)) && !hasDeeperCommentBelow(text, lineBelow(text, end), slot.indent)
  const fits = styleOf(node) === 'plain' && isAlone
  return fits && want.includes('\n') ? indentedText(want, 'literal', fresh, layout) : undefined
}

function blockPad(text: string, node: ScalarNode): string | undefined {
  const body = text.slice(lineBelow(text, node.range[0]), node.range[1])
  const line = body.split('\n').find((each) => each.trim() !== '')
  // An explicit indentation digit means that leading spaces are content; then we indent anew.
  if (line === undefined || /^[|>][-+]?[1-9]/.test(text.slice(node.range[0], node.range[0] + 3)))
    return undefined
  return /^ */.exec(line)?.[0]
}

function styleOf(node: Scalar): ScalarStyle {
  if (node.type === 'QUOTE_SINGLE') return 'single'
  return node.type === 'QUOTE_DOUBLE' ? 'double' : 'plain'
}

/** `key:` over lines becomes `key: value`; comments beside and below the key stay, those of its first entry go. */
function blockToLine(text: string, slot: Slot, written: string): Splice[] {
  const node = slot.node
  if (!node) return []
  const end = slotEnd(slot)
  const isOnOwnLines = isBlank(text, lineStart(text, node.range[0]), node.range[0])
  if (!isOnOwnLines || slot.parent === 'root') {
    return [{ start: node.range[0], end: beforeLineBreaks(text, end), text: written }]
  }
  const top = { start: slot.tag ? withProps(text, slot).start : propsEnd(slot), end: propsEnd(slot) }
  const below = lineBelowEntry(text, end, slot.indent)
  const head = slot.tag ? headText(slot, text) : ' '
  const first = commentsAbove(text, node.range[0], lineBelow(text, propsEnd(slot)))
  return [{ ...top, text: head + written }, removeLines(text, first, below)]
}

function lineToBlock(text: string, slot: Slot, want: Json, layout: Layout): Splice[] {
  const { start, end } = withProps(text, slot)
  const head = Math.min(start, slot.head)
  const anchor = slot.anchor ? ` ${slot.anchor.source}` : ''
  const colon = slot.needsColon ? ':' : ''
  const lineStop = lineEnd(text, end)
  const hasComment = !isBlank(text, end, lineStop)
  const indent = innerIndent(slot, want, layout)
  const onDashLine = slot.parent === 'list' && !hasComment && !slot.anchor
  if (onDashLine)
    return [{ start: head, end: lineStop, text: ` ${blockText(want, slot.indent + 2, layout)}` }]
  const body = layout.eol + spaces(indent) + blockText(want, indent, layout)
  if (!hasComment) return [{ start: head, end: lineStop, text: colon + anchor + body }]
  return [
    { start: head, end, text: colon + anchor },
    { start: lineStop, end: lineStop, text: body },
  ]
}

function blockToBlock(text: string, slot: Slot, want: Json, layout: Layout): Splice {
  const end = beforeLineBreaks(text, slotEnd(slot))
  if (slot.parent === 'root')
    return { start: slot.node?.range[0] ?? 0, end, text: blockText(want, 0, layout) }
  const indent = innerIndent(slot, want, layout)
  const anchor = slot.anchor ? ` ${slot.anchor.source}` : ''
  if (slot.parent === 'list' && !slot.anchor) {
    return { start: slot.head, end, text: ` ${blockText(want, slot.indent + 2, layout)}` }
  }
  return {
    start: slot.head,
    end,
    text: anchor + layout.eol + spaces(indent) + blockText(want, indent, layout),
  }
}

function innerIndent(slot: Slot, want: Json, layout: Layout): number {
  if (slot.parent === 'root') return 0
  if (slot.parent === 'list') return slot.indent + 2
  return slot.indent + (isJsonList(want) ? layout.listStep : layout.step)
}
