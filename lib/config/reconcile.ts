import { isAlias, isMap, isSeq, type YAMLMap, type YAMLSeq } from 'yaml'
import { align } from '#lib/config/align.ts'
import { freeAnchors } from '#lib/config/anchors.ts'
import { deleteItem, deletePair, insertItems, insertPairs } from '#lib/config/block-edits.ts'
import type { LoadedResource } from '#lib/config/document.ts'
import { deleteInBrackets, type Entry, insertInBrackets } from '#lib/config/flow-edits.ts'
import { equalJson, isJsonList, isJsonMap, type JsonMap, member } from '#lib/config/json.ts'
import { layoutOf } from '#lib/config/layout.ts'
import type { Splice } from '#lib/config/lines.ts'
import { isMergePair, keyText, type ParsedPair } from '#lib/config/node-value.ts'
import type { Json } from '#lib/config/patch.ts'
import type { Layout } from '#lib/config/render.ts'
import { replaceValue } from '#lib/config/replace-value.ts'
import {
  contentEnd,
  isFlow,
  itemSlots,
  pairEnd,
  pairSlot,
  pairStart,
  propsEnd,
  type Slot,
  slotEnd,
} from '#lib/config/slots.ts'

/** One indivisible change of the text. */
export type TextEdit = readonly Splice[]

/**
 * The next edits that bring a document's text nearer to a value, each as small as the syntax allows. Not all at once:
 * edits that depend on others come in the next round, after the text was read again. Values behind an alias are only
 * overridden (at the place that uses it) when nothing else is left to do, since changing the anchor may have done it.
 */
export function nextEdits(text: string, resource: LoadedResource, want: Json): TextEdit[] {
  const { document, reader } = resource
  const layout = layoutOf(document, text)
  const direct: TextEdit[] = []
  const shared: TextEdit[] = []

  const visit = (slot: Slot, to: Json): void => {
    const { node } = slot
    if (equalJson(reader.valueOf(node), to)) return
    if (isAlias(node)) shared.push(replaceValue(text, slot, to, layout))
    else if (isMap(node) && isJsonMap(to) && keepsMap(slot, node as YAMLMap.Parsed, to)) {
      visitMap(slot, node as YAMLMap.Parsed, to)
    } else if (isSeq(node) && isJsonList(to) && keepsList(slot, node as YAMLSeq.Parsed, to)) {
      visitList(slot, node as YAMLSeq.Parsed, to)
    } else replace(slot, to)
  }

  const replace = (slot: Slot, to: Json): void => {
    const freed = slot.node ? freeAnchors(text, resource, [slot.node], layout) : []
    direct.push(...(freed.length > 0 ? freed : [replaceValue(text, slot, to, layout)]))
  }

  const visitMap = (slot: Slot, map: YAMLMap.Parsed, to: JsonMap): void => {
    const pairs: readonly ParsedPair[] = map.items
    const own = new Set<string>()
    const gone: number[] = []
    for (const [index, pair] of pairs.entries()) {
      if (isMergePair(document, pair)) continue
      const key = keyText(pair)
      own.add(key)
      const value = member(to, key)
      if (value === undefined) gone.push(index)
      else visit(pairSlot(map, pair, slot, key), value)
    }
    const merged = reader.valueOf(map)
    const missing = Object.entries(to).filter(
      ([key, value]) => !own.has(key) && !(isJsonMap(merged) && equalJson(member(merged, key), value)),
    )
    if (missing.length > 0) direct.push(insertKeys(slot, map, missing))
    const unwanted = isJsonMap(merged)
      ? Object.keys(merged).filter((key) => !own.has(key) && member(to, key) === undefined)
      : []
    // A key that comes in by `<<` cannot be overridden away: the merge goes, and what is still wanted comes back by name.
    if (unwanted.length > 0)
      gone.push(...pairs.flatMap((pair, index) => (isMergePair(document, pair) ? [index] : [])))
    if (gone.length < pairs.length) for (const index of gone) deleteKey(slot, map, index)
    else if (missing.length === 0 && gone.length > 0) replace(slot, {})
  }

  const insertKeys = (slot: Slot, map: YAMLMap.Parsed, missing: [string, Json][]): TextEdit => {
    if (!isFlow(map)) return [insertPairs(text, map, missing, layout)]
    const entries = pairEntries(map)
    const added = missing.map(([key, value]) => ({ key, value }))
    return [insertInBrackets(text, map, entries, entries.length, added, layout)]
  }

  const deleteKey = (slot: Slot, map: YAMLMap.Parsed, index: number): void => {
    const pair: ParsedPair | undefined = map.items[index]
    const freed = freeAnchors(text, resource, [pair?.key, pair?.value], layout)
    if (freed.length > 0) direct.push(...freed)
    else
      direct.push(
        isFlow(map) ? deleteInBrackets(text, pairEntries(map), index) : [deletePair(text, map, index)],
      )
  }

  const visitList = (slot: Slot, list: YAMLSeq.Parsed, to: readonly Json[]): void => {
    const slots = itemSlots(list, slot)
    const from = slots.map((each) => reader.valueOf(each.node))
    const { kept, gone, added } = align(slot.field, from, to)
    for (const pair of kept) {
      const item = slots[pair.from]
      if (item) visit(item, to[pair.to] ?? null)
    }
    const entries = slots.map((each) => ({ start: propsStart(each), end: slotEnd(each) }))
    for (const { before, items } of added) {
      const values = items.map((index) => to[index] ?? null)
      direct.push([
        isFlow(list)
          ? insertInBrackets(
              text,
              list,
              entries,
              before,
              values.map((value) => ({ value })),
              layout,
            )
          : insertItems(text, list, slots, before, values, layout),
      ])
    }
    if (gone.length === slots.length && added.length > 0) return
    for (const index of gone) {
      const freed = freeAnchors(text, resource, [slots[index]?.node], layout)
      if (freed.length > 0) direct.push(...freed)
      else
        direct.push(
          isFlow(list) ? deleteInBrackets(text, entries, index) : [deleteItem(text, list, slots, index)],
        )
    }
  }

  visit(rootSlot(resource), want)
  return direct.length > 0 ? direct : shared
}

/** False where the collection has to be written anew: it empties, or it is a bare `{}` that block style would not have. */
function keepsMap(slot: Slot, map: YAMLMap.Parsed, to: JsonMap): boolean {
  if (Object.keys(to).length === 0) return false
  if (isFlow(map) && map.items.length === 0) return slot.flow || slot.parent === 'root'
  // `[a: 1]`: a pair without braces has no room for a second one.
  return !(map.srcToken === undefined && Object.keys(to).length !== map.items.length)
}

function keepsList(slot: Slot, list: YAMLSeq.Parsed, to: readonly Json[]): boolean {
  if (to.length === 0) return false
  return !(isFlow(list) && list.items.length === 0) || slot.flow || slot.parent === 'root'
}

function pairEntries(map: YAMLMap.Parsed): Entry[] {
  const pairs: readonly ParsedPair[] = map.items
  return pairs.map((pair) => ({ start: pairStart(pair), end: pairEnd(pair) }))
}

function propsStart(slot: Slot): number {
  const offsets = [slot.anchor?.offset, slot.tag?.offset, slot.node?.range[0]].filter(
    (each) => each !== undefined,
  )
  return Math.min(...offsets, slotEnd(slot))
}

function rootSlot({ document }: LoadedResource): Slot {
  const node = document.contents
  return {
    parent: 'root',
    node,
    head: node?.range[0] ?? document.range[0],
    needsColon: false,
    anchor: undefined,
    tag: undefined,
    flow: false,
    indent: 0,
    field: undefined,
  }
}
