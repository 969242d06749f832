import type { YAMLSeq } from 'yaml'
import type { Json } from '#lib/base/json.ts'
import { align } from '#lib/config/compare/align.ts'
import { movedPlaces } from '#lib/config/compare/moved.ts'
import { deleteItem, insertItems } from '#lib/config/write/block-edits.ts'
import { deleteInBrackets, insertInBrackets } from '#lib/config/write/flow-edits.ts'
import { moveElements } from '#lib/config/write/move-elements.ts'
import { type Reconciling, type TextEdit, takeAway } from '#lib/config/write/reconciling.ts'
import { isFlow, itemSlots, type Slot, slotEntry } from '#lib/config/write/slots.ts'

export function reconcileList(
  round: Reconciling,
  slot: Slot,
  list: YAMLSeq.Parsed,
  want: readonly Json[],
): void {
  const slots = itemSlots(list, slot)
  const values = slots.map((each) => round.resource.reader.valueOf(each.node))
  if (moveElements(round, list, slots, movedPlaces(slot.field, values, want))) return
  const { kept, gone, added } = align(slot.field, values, want)
  for (const { from, to } of kept) {
    const item = slots[from]
    if (item) round.visit(item, want[to] ?? null)
  }
  for (const { before, items } of added) {
    const fresh = items.map((index) => want[index] ?? null)
    round.edits.push(insert(round, list, slots, before, fresh))
  }
  // Never without any item in between: new ones are written first, the old ones go in the next round.
  if (gone.length === slots.length && added.length > 0) return
  for (const index of gone) {
    takeAway(round, [slots[index]?.node], () =>
      isFlow(list)
        ? deleteInBrackets(round.text, slots.map(slotEntry), index)
        : [deleteItem(round.text, list, slots, index)],
    )
  }
}

function insert(
  { text, layout }: Reconciling,
  list: YAMLSeq.Parsed,
  slots: readonly Slot[],
  before: number,
  values: readonly Json[],
): TextEdit {
  if (!isFlow(list)) return [insertItems(text, list, slots, before, values, layout)]
  const added = values.map((value) => ({ value }))
  return insertInBrackets(text, list, slots.map(slotEntry), before, added, layout)
}
