import type { YAMLMap } from 'yaml'
import { equalJson, isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import { isMergePair, keyText, type ParsedPair } from '#lib/config/document/node-value.ts'
import { deletePair, insertPairs } from '#lib/config/write/block-edits.ts'
import { deleteInBrackets, type Entry, insertInBrackets } from '#lib/config/write/flow-edits.ts'
import { insideOf, type Reconciling, type TextEdit, takeAway } from '#lib/config/write/reconciling.ts'
import { replaceValue } from '#lib/config/write/replace-value.ts'
import { isFlow, pairEnd, pairSlot, pairStart, type Slot } from '#lib/config/write/slots.ts'

export function reconcileMap(round: Reconciling, slot: Slot, map: YAMLMap.Parsed, want: JsonMap): void {
  const { document, reader } = round.resource
  const pairs: readonly ParsedPair[] = map.items
  const value = reader.valueOf(map)
  const whole = isJsonMap(value) ? value : {}
  const own = new Set(pairs.flatMap((pair) => (isMergePair(document, pair) ? [] : [keyText(pair)])))
  const gone: number[] = []
  // A key that comes in by `<<` cannot be overridden away: the merge goes, what is still wanted comes back by name.
  const dropsMerges = Object.keys(whole).some((key) => !own.has(key) && member(want, key) === undefined)
  for (const [index, pair] of pairs.entries()) {
    const isMerge = isMergePair(document, pair)
    const to = isMerge ? undefined : member(want, keyText(pair))
    if (to !== undefined) round.visit(pairSlot(map, pair, slot, keyText(pair)), to)
    else if (!isMerge || dropsMerges) gone.push(index)
  }
  const missing = Object.entries(want).filter(
    ([key, to]) => !own.has(key) && !equalJson(member(whole, key), to),
  )
  const isMerged = ([key]: [string, Json]) => member(whole, key) !== undefined
  const fresh = missing.filter((entry) => !isMerged(entry))
  const overriding = missing.filter(isMerged)
  if (fresh.length > 0) round.edits.push(insert(round, map, fresh))
  if (overriding.length > 0) round.overrides.push(insert(round, map, overriding))
  // Never without any key in between: new ones are written first, the old ones go in the next round.
  if (gone.length < pairs.length) for (const index of gone) remove(round, slot, map, index)
  else if (missing.length === 0) {
    takeAway(round, insideOf(map), () => replaceValue(round.text, slot, {}, round.layout))
  }
}

function insert({ text, layout }: Reconciling, map: YAMLMap.Parsed, missing: [string, Json][]): TextEdit {
  if (!isFlow(map)) return [insertPairs(text, map, missing, layout)]
  const entries = pairEntries(map)
  const added = missing.map(([key, value]) => ({ key, value }))
  return insertInBrackets(text, map, entries, entries.length, added, layout)
}

function remove(round: Reconciling, slot: Slot, map: YAMLMap.Parsed, index: number): void {
  const pair: ParsedPair | undefined = map.items[index]
  takeAway(round, [pair?.key, pair?.value], () =>
    isFlow(map)
      ? deleteInBrackets(round.text, pairEntries(map), index)
      : [deletePair(round.text, map, index, slot.parent === 'root')],
  )
}

function pairEntries(map: YAMLMap.Parsed): Entry[] {
  const pairs: readonly ParsedPair[] = map.items
  return pairs.map((pair) => ({ start: pairStart(pair), end: pairEnd(pair) }))
}
