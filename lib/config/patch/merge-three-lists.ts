import { isJsonList, isJsonMap, type Json, member, withMember } from '#lib/base/json.ts'
import type { Resource } from '#lib/config/document/document.ts'
import { itemsOf, type Listed, withItems } from '#lib/config/document/list-items.ts'
import { type MergeConflict, mergeThreeValues, type PolicyOf } from '#lib/config/patch/merge-three-values.ts'
import { type Trio, trios } from '#lib/config/patch/trios.ts'

type MergedResource = { readonly value: Json | undefined; readonly conflicts: readonly MergeConflict[] }

/** A resource merged path by path; the items of a List are resources of their own. */
export function mergeResource<R extends Resource>(trio: Trio<R>, policyOf: PolicyOf): MergedResource {
  return mergeList(trio, policyOf) ?? mergePlain(trio, policyOf)
}

function mergePlain({ base, ours, theirs }: Trio<Resource>, policyOf: PolicyOf): MergedResource {
  const one = ours ?? theirs ?? base ?? noName
  const { resourceType, resourceName } = one
  const values = { base: base?.value, ours: ours?.value, theirs: theirs?.value }
  const { value, conflicts } = mergeThreeValues(values, policyOf(one))
  return { value, conflicts: conflicts.map((each) => ({ resourceType, resourceName, ...each })) }
}

const noName = { resourceType: '', resourceName: '', value: null }

/** Undefined where not all sides are Lists: then it stays, comes or goes as a whole. */
function mergeList<R extends Resource>(trio: Trio<R>, policyOf: PolicyOf): MergedResource | undefined {
  const { base, ours, theirs } = trio
  const [was, is, wanted] = [base, ours, theirs].map((each) => (each ? itemsIn(each) : undefined))
  if (is === undefined || wanted === undefined || (base !== undefined && was === undefined)) return undefined
  const merged = trios(was ?? [], is, wanted).map((each) => ({ trio: each, ...mergePlain(each, policyOf) }))
  const list = mergePlain(
    {
      ...(base ? { base: withoutItems(base) } : {}),
      ...(ours ? { ours: withoutItems(ours) } : {}),
      ...(theirs ? { theirs: withoutItems(theirs) } : {}),
    },
    policyOf,
  )
  if (!isJsonMap(list.value)) return undefined
  return {
    value: withMember(list.value, 'items', inOrder(merged, is, wanted)),
    conflicts: [...list.conflicts, ...merged.flatMap(({ conflicts }) => conflicts)],
  }
}

type MergedItem<R extends Resource> = MergedResource & { readonly trio: Trio<Listed<R>> }

/** In the order of ours; what theirs added goes behind the item that it follows in theirs. */
function inOrder<R extends Resource>(
  merged: readonly MergedItem<R>[],
  ours: readonly Listed<R>[],
  theirs: readonly Listed<R>[],
): Json[] {
  const order = ours.map((item) => merged.find(({ trio }) => trio.ours === item))
  let previous = -1
  for (const item of theirs) {
    const found = merged.find(({ trio }) => trio.theirs === item)
    if (found?.trio.ours !== undefined) previous = order.indexOf(found)
    else {
      previous += 1
      order.splice(previous, 0, found)
    }
  }
  return order.flatMap((each) => (each?.value === undefined ? [] : [each.value]))
}

/** A List from which everything was taken is still a List. */
function itemsIn<R extends Resource>(resource: R): Listed<R>[] | undefined {
  const { value } = resource
  if (itemsOf(value) !== undefined) return withItems([resource])
  const items = isJsonMap(value) ? member(value, 'items') : undefined
  const isEmpty = resource.resourceType.endsWith('List') && isJsonList(items) && items.length === 0
  return isEmpty ? [] : undefined
}

function withoutItems<R extends Resource>(list: R): R {
  return { ...list, value: isJsonMap(list.value) ? withMember(list.value, 'items', null) : list.value }
}
