import { isAlias, isMap, isSeq, type YAMLMap, type YAMLSeq } from 'yaml'
import { equalJson, isJsonList, isJsonMap, type Json, type JsonMap } from '#lib/base/json.ts'
import type { LoadedResource } from '#lib/config/document/document.ts'
import { keyText, type ParsedPair } from '#lib/config/document/node-value.ts'
import { layoutOf } from '#lib/config/write/layout.ts'
import { reconcileList } from '#lib/config/write/reconcile-list.ts'
import { reconcileMap } from '#lib/config/write/reconcile-map.ts'
import { insideOf, type Reconciling, type TextEdit, takeAway } from '#lib/config/write/reconciling.ts'
import type { Layout } from '#lib/config/write/render.ts'
import { replaceValue } from '#lib/config/write/replace-value.ts'
import { isFlow, type Slot } from '#lib/config/write/slots.ts'

/**
 * The next edits that bring a document's text closer to a value, each as small as the syntax allows. Edits that depend
 * on others come in the next round, after the text was parsed again. Values behind an alias are overridden (at the
 * place that uses it) only when nothing else is left to do, because changing the anchor may have been enough.
 */
export function nextEdits(
  text: string,
  resource: LoadedResource,
  want: Json,
  terms: Pick<Layout, 'blockScalars' | 'room'>,
): readonly TextEdit[] {
  const layout = layoutOf(resource.document, text, terms)
  const round: Reconciling = {
    text,
    resource,
    layout,
    edits: [],
    overrides: [],
    visit: (slot, to) => reconcile(round, slot, to),
  }
  round.visit(rootSlot(resource), want)
  return round.edits.length > 0 ? round.edits : round.overrides
}

function reconcile(round: Reconciling, slot: Slot, want: Json): void {
  const { node } = slot
  if (equalJson(round.resource.reader.valueOf(node), want)) return
  const write = () => replaceValue(round.text, slot, want, round.layout)
  if (isAlias(node)) round.overrides.push(write())
  else if (isMap(node) && isJsonMap(want) && keepsMap(slot, node as YAMLMap.Parsed, want)) {
    reconcileMap(round, slot, node as YAMLMap.Parsed, want)
  } else if (isSeq(node) && isJsonList(want) && keepsList(slot, node as YAMLSeq.Parsed, want)) {
    reconcileList(round, slot, node as YAMLSeq.Parsed, want)
  } else takeAway(round, insideOf(node), write)
}

/** False when the map has to be rewritten: it becomes empty, or is a bare `{}` that block style cannot have. */
function keepsMap(slot: Slot, map: YAMLMap.Parsed, want: JsonMap): boolean {
  const wanted = Object.keys(want)
  if (wanted.length === 0) return false
  if (isFlow(map) && map.items.length === 0) return slot.flow || slot.parent === 'root'
  if (map.srcToken !== undefined) return true
  // `[a: 1]`: a pair without braces has no room for others.
  return wanted.length === 1 && map.items.every((pair) => keyText(pair as ParsedPair) === wanted[0])
}

function keepsList(slot: Slot, list: YAMLSeq.Parsed, want: readonly Json[]): boolean {
  if (want.length === 0) return false
  return !(isFlow(list) && list.items.length === 0) || slot.flow || slot.parent === 'root'
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
