import { isMap, isSeq } from 'yaml'
import type { Json } from '#lib/base/json.ts'
import type { LoadedResource } from '#lib/config/document/document.ts'
import type { Splice } from '#lib/config/document/lines.ts'
import type { NodeLike } from '#lib/config/document/node-value.ts'
import { freeAnchors } from '#lib/config/write/anchors.ts'
import type { Layout } from '#lib/config/write/render.ts'
import type { Slot } from '#lib/config/write/slots.ts'

/** One indivisible change of the text. */
export type TextEdit = readonly Splice[]

/** One round over one document: what is read, and the edits found so far. */
export type Reconciling = {
  readonly text: string
  readonly resource: LoadedResource
  readonly layout: Layout
  readonly edits: TextEdit[]
  /** Overrides of values behind aliases; they wait until no other edit is left. */
  readonly overrides: TextEdit[]
  /** Brings the value in a slot to the one wanted. */
  readonly visit: (slot: Slot, want: Json) => void
}

/** An edit that takes nodes away; aliases elsewhere that still need them are written out first. */
export function takeAway(round: Reconciling, nodes: readonly NodeLike[], edit: () => TextEdit): void {
  const freed = freeAnchors(round.resource, nodes, round.layout)
  round.edits.push(...(freed.length > 0 ? freed : [edit()]))
}

/** What goes when a value is replaced: everything inside it. An anchor of its own stays where it is. */
export function insideOf(node: NodeLike): NodeLike[] {
  if (isMap(node)) return node.items.flatMap((pair) => [pair.key as NodeLike, pair.value as NodeLike])
  return isSeq(node) ? node.items.map((item) => item as NodeLike) : []
}
