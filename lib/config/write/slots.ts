import {
  type CST,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import type { NodeLike, ParsedPair } from '#lib/config/document/node-value.ts'

type SourceToken = CST.SourceToken
type CollectionItem = CST.CollectionItem

/** The place a value stands in: behind a `:`, behind a `-`, inside brackets, or alone in its document. */
export type Slot = {
  readonly parent: 'map' | 'list' | 'root'
  readonly node: NodeLike
  /** Right behind the `:` or `-`; inside brackets where the item starts. */
  readonly head: number
  /** The `:` has to be written too (`{a}`, `? a`). */
  readonly needsColon: boolean
  readonly anchor: SourceToken | undefined
  readonly tag: SourceToken | undefined
  readonly flow: boolean
  /** Column of the block collection around it. */
  readonly indent: number
  /** Key of the nearest map above, for the merge keys of lists. */
  readonly field: string | undefined
}

export function isFlow(node: NodeLike): boolean {
  return isCollection(node) && node.flow === true
}

export function blockIndent(node: YAMLMap.Parsed | YAMLSeq.Parsed): number {
  const token = node.srcToken
  return token && 'indent' in token ? token.indent : 0
}

export function pairSlot(map: YAMLMap.Parsed, pair: ParsedPair, parent: Slot, field: string): Slot {
  const item = sourceItem(pair)
  const colon = item?.sep?.find((token) => token.type === 'map-value-ind')
  const props = propsOf(item?.sep, colon)
  return {
    parent: 'map',
    node: pair.value,
    head: colon ? colon.offset + 1 : keyEnd(pair),
    needsColon: !colon,
    ...props,
    flow: parent.flow || isFlow(map),
    indent: blockIndent(map),
    field,
  }
}

export function itemSlots(list: YAMLSeq.Parsed, parent: Slot): Slot[] {
  const tokens = itemTokens(list)
  return list.items.map((node, index) => {
    const item = tokens[index]
    const dash = item?.start.find((token) => token.type === 'seq-item-ind')
    return {
      parent: 'list',
      node: node as ParsedNode,
      head: dash ? dash.offset + 1 : itemStart(item, (node as ParsedNode).range[0]),
      needsColon: false,
      ...propsOf(item?.start, dash),
      flow: parent.flow || isFlow(list),
      indent: blockIndent(list),
      field: parent.field,
    }
  })
}

/** Where a pair starts, `? ` and properties of its key included. */
export function pairStart(pair: ParsedPair): number {
  return itemStart(sourceItem(pair), pair.key.range[0])
}

export function dashOf(list: YAMLSeq.Parsed, index: number): number | undefined {
  return itemTokens(list)[index]?.start.find((token) => token.type === 'seq-item-ind')?.offset
}

/** Where the text of a slot's value ends; comments and spaces behind it are not part of it. */
export function slotEnd(slot: Slot): number {
  return slot.node && !isEmpty(slot.node) ? Math.max(propsEnd(slot), contentEnd(slot.node)) : propsEnd(slot)
}

/** Where an element inside brackets stands, its properties included. */
export function slotEntry(slot: Slot): { readonly start: number; readonly end: number } {
  const value = slot.node && !isEmpty(slot.node) ? slot.node.range[0] : undefined
  const offsets = [slot.anchor?.offset, slot.tag?.offset, value].filter((each) => each !== undefined)
  return { start: Math.min(...offsets, slotEnd(slot)), end: slotEnd(slot) }
}

/** Nothing is written there; the parser places such a node after the comment that follows. */
export function isEmpty(node: ParsedNode): boolean {
  return node.range[0] === node.range[1]
}

export function propsEnd(slot: Slot): number {
  return Math.max(
    slot.head,
    ...[slot.anchor, slot.tag].map((token) => (token ? token.offset + token.source.length : 0)),
  )
}

export function contentEnd(node: ParsedNode): number {
  if (isScalar(node) || isAlias(node) || isFlow(node)) return node.range[1]
  const last = node.items.at(-1)
  if (!last) return node.range[1]
  return isMap(node) ? pairEnd(last as ParsedPair) : itemEnd(node as YAMLSeq.Parsed)
}

export function pairEnd(pair: ParsedPair): number {
  const sep = sourceItem(pair)
    ?.sep?.filter((token) => !isTrivia(token))
    .at(-1)
  const end = sep ? sep.offset + sep.source.length : keyEnd(pair)
  return pair.value && !isEmpty(pair.value) ? Math.max(end, contentEnd(pair.value)) : end
}

function itemEnd(list: YAMLSeq.Parsed): number {
  const node = list.items.at(-1) as ParsedNode
  const own = itemTokens(list)
    .at(-1)
    ?.start.filter((token) => !isTrivia(token))
    .at(-1)
  const end = own ? own.offset + own.source.length : 0
  return isEmpty(node) ? end : Math.max(end, contentEnd(node))
}

/** CST items of a list that became nodes; comments and trailing commas leave items without one. */
function itemTokens(list: YAMLSeq.Parsed): CollectionItem[] {
  const token = list.srcToken
  if (!token || !('items' in token)) return []
  const items: readonly CollectionItem[] = token.items
  return items.filter(
    (item) =>
      item.key ||
      item.value ||
      item.sep ||
      item.start.some((each) => !isTrivia(each) && each.type !== 'comma'),
  )
}

function itemStart(item: CollectionItem | undefined, otherwise: number): number {
  const first = item?.start.find((token) => !isTrivia(token) && token.type !== 'comma')
  return first?.offset ?? otherwise
}

function sourceItem(pair: ParsedPair): CollectionItem | undefined {
  return pair.srcToken
}

function keyEnd(pair: ParsedPair): number {
  return contentEnd(pair.key)
}

function isTrivia(token: SourceToken): boolean {
  return token.type === 'space' || token.type === 'newline' || token.type === 'comment'
}

function propsOf(tokens: readonly SourceToken[] | undefined, after: SourceToken | undefined) {
  const from = after && tokens ? tokens.indexOf(after) + 1 : 0
  const own = tokens?.slice(from) ?? []
  return {
    anchor: own.find((token) => token.type === 'anchor'),
    tag: own.find((token) => token.type === 'tag'),
  }
}
