import { isAlias, isCollection, isMap, isScalar, isSeq, type YAMLSeq } from 'yaml'
import {
  beforeLineBreaks,
  isBlank,
  lineBelow,
  lineEnd,
  lineStart,
  pastDeeperComments,
  type Splice,
  spaces,
} from '#lib/config/document/lines.ts'
import type { NodeLike } from '#lib/config/document/node-value.ts'
import { freeAnchors } from '#lib/config/write/anchors.ts'
import { commentsAbove } from '#lib/config/write/comments.ts'
import { tailOf } from '#lib/config/write/flow-edits.ts'
import type { Reconciling } from '#lib/config/write/reconciling.ts'
import { dashOf, isFlow, type Slot, slotEnd, slotEntry } from '#lib/config/write/slots.ts'

/**
 * Puts elements of a list into another order as text, byte for byte, each with the comments that belong to it. What
 * stands between them stays: empty lines, commas, and comments that belong to none. False, and nothing done, without
 * such an order or where the text of an element cannot stand in another place.
 */
export function moveElements(
  round: Reconciling,
  list: YAMLSeq.Parsed,
  slots: readonly Slot[],
  order: readonly number[] | undefined,
): boolean {
  if (order === undefined) return false
  const places = [...order].sort((a, b) => a - b)
  const moves = places.flatMap((to, at) => {
    const from = order[at] ?? to
    return from === to ? [] : [{ from, to }]
  })
  const splices = isFlow(list)
    ? flowMoves(round.text, slots, moves)
    : blockMoves(round.text, list, slots, moves)
  if (splices === undefined) return false
  const freed = aliasesLeftBehind(round, slots, moves)
  round.edits.push(...(freed.length > 0 ? freed : [splices]))
  return true
}

type Move = { readonly from: number; readonly to: number }

/** Aliases in the list that would come to stand above their anchor are written out first. */
function aliasesLeftBehind(
  { resource, layout }: Reconciling,
  slots: readonly Slot[],
  moves: readonly Move[],
) {
  const places = new Map(moves.map(({ from, to }) => [from, to]))
  const placeOf = (index: number) => places.get(index) ?? index
  return slots.flatMap((slot, index) =>
    freeAnchors(resource, [slot.node], layout).filter((edit) => {
      const at = edit[0]?.start ?? 0
      const user = slots.findIndex((each) => slotEntry(each).start <= at && at < slotEntry(each).end)
      return user >= 0 && placeOf(user) < placeOf(index)
    }),
  )
}

/** An element with its comments: from `top`, where the comments above it begin, to before the last line break. */
type Block = {
  readonly top: number
  readonly dash: number
  readonly end: number
  readonly isBehindDash: boolean
  readonly node: NodeLike
}

function blockMoves(
  text: string,
  list: YAMLSeq.Parsed,
  slots: readonly Slot[],
  moves: readonly Move[],
): Splice[] | undefined {
  const blocks = slots.map((slot, index) => blockOf(text, list, slots, slot, index))
  const splices = moves.map(({ from, to }) => {
    const [element, place] = [blocks[from], blocks[to]]
    if (element === undefined || place === undefined || !canStandAt(text, element, place)) return undefined
    const written = textAt(text, element, place)
    return written === undefined ? undefined : { start: place.top, end: place.end, text: written }
  })
  const found = splices.filter((each) => each !== undefined)
  return found.length === moves.length ? found : undefined
}

function blockOf(
  text: string,
  list: YAMLSeq.Parsed,
  slots: readonly Slot[],
  slot: Slot,
  index: number,
): Block | undefined {
  const dash = dashOf(list, index)
  if (dash === undefined) return undefined
  const line = lineStart(text, dash)
  const previous = slots[index - 1]
  const isBehindDash = !isBlank(text, line, dash)
  const top = isBehindDash ? dash : commentsAbove(text, dash, previous ? slotEnd(previous) : 0)
  return { top, dash, end: endOf(text, slot, dash - line), isBehindDash, node: slot.node }
}

function endOf(text: string, slot: Slot, column: number): number {
  const end = slotEnd(slot)
  const last = keepsBreaks(text, slot.node) ? breakBefore(text, end) : beforeLineBreaks(text, end)
  const below = pastDeeperComments(text, lineBelow(text, last), column)
  return below === text.length && !text.endsWith('\n') ? below : breakBefore(text, below)
}

function breakBefore(text: string, lineBelowAt: number): number {
  if (text[lineBelowAt - 1] !== '\n') return lineBelowAt
  return text[lineBelowAt - 2] === '\r' ? lineBelowAt - 2 : lineBelowAt - 1
}

/** The text of an element as it stands at the place of another one. */
function textAt(text: string, element: Block, place: Block): string | undefined {
  if (!place.isBehindDash) {
    const indent = element.isBehindDash ? spaces(element.dash - lineStart(text, element.dash)) : ''
    return indent + text.slice(element.top, element.end)
  }
  const hasComments = !element.isBehindDash && element.top < lineStart(text, element.dash)
  return hasComments ? undefined : text.slice(element.dash, element.end)
}

/** The value of a block of text depends on the empty lines below it, and on whether its last line is ended. */
function canStandAt(text: string, element: Block, place: Block): boolean {
  const isOpen = (block: Block) => block.end === text.length
  const header = blockHeader(text, element.node)
  if (header !== undefined && !header.includes('-') && isOpen(element) !== isOpen(place)) return false
  const below = lineBelow(text, place.end)
  return !header?.includes('+') || below === text.length || !isBlank(text, below, lineEnd(text, below))
}

function keepsBreaks(text: string, node: NodeLike): boolean {
  return blockHeader(text, node)?.includes('+') ?? false
}

/** `|-` of the text over several lines that a value ends with. */
function blockHeader(text: string, node: NodeLike): string | undefined {
  if (isScalar(node) && node.type?.startsWith('BLOCK') && node.range)
    return /^[|>][-+1-9]*/.exec(text.slice(node.range[0], node.range[0] + 4))?.[0]
  if (!isCollection(node) || isAlias(node)) return undefined
  const last = isSeq(node) ? node.items.at(-1) : isMap(node) ? node.items.at(-1)?.value : undefined
  return blockHeader(text, last as NodeLike)
}

/** The element, the comments above it where each has a line, and the comment behind its comma. */
function flowMoves(text: string, slots: readonly Slot[], moves: readonly Move[]): Splice[] | undefined {
  const parts = slots.map((slot, index) => {
    const { start, end } = slotEntry(slot)
    const line = lineStart(text, start)
    const previous = slots[index - 1]
    const top = commentsAbove(text, start, previous ? slotEnd(previous) : 0)
    const tail = tailOf(text, { start, end })
    const isLine = isBlank(text, line, start)
    const above = { start: isLine ? top : start, end: isLine ? line : start }
    const endsLine = isBlank(text, tail.end, lineEnd(text, tail.end))
    return {
      isLine: isLine && endsLine,
      hasTail: tail.end > tail.start,
      pieces: [above, { start, end }, tail],
    }
  })
  const splices = moves.flatMap(({ from, to }) => {
    const [element, place] = [parts[from], parts[to]]
    if (element === undefined || place === undefined) return [undefined]
    const [above] = element.pieces
    const hasComment = element.hasTail || (above !== undefined && above.end > above.start)
    // A comment takes the rest of its line.
    if (hasComment && !place.isLine) return [undefined]
    return place.pieces.map((piece, at) => {
      const source = element.pieces[at]
      return source && { start: piece.start, end: piece.end, text: text.slice(source.start, source.end) }
    })
  })
  const found = splices.filter((each) => each !== undefined)
  return found.length === splices.length ? found : undefined
}
