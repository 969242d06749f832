import { equalJson, isJsonList, isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { elementSegment } from '#lib/path/element-name.ts'
import { identify, type MergeKey, uniqueKeyOf } from '#lib/path/merge-keys.ts'
import { pathText } from '#lib/path/print-path.ts'

/** Absent is undefined, on every side. */
export type ThreeValues = {
  readonly base: Json | undefined
  readonly ours: Json | undefined
  readonly theirs: Json | undefined
}

/** Why a change of theirs is not in the result, or not as intended. */
type ConflictReason =
  /** Both changed the place; ours stayed. */
  | 'disagreement'
  /** The place is guarded; ours stayed. */
  | 'guarded'
  /** Ours removed the place that theirs changed. */
  | 'unresolved'
  /** Theirs removed a place that ours had changed. */
  | 'shadowed'

type ValueConflict = {
  readonly path: string
  readonly reason: ConflictReason
  readonly base?: Json
  readonly ours?: Json
  readonly theirs?: Json
}

/** How much of a place theirs may change: all, nothing, or not every part of it. */
type Guard = 'free' | 'guarded' | 'partly'

export type MergePolicy = {
  readonly guard: (path: Path) => Guard
  /** Who wins where both changed the same place. */
  readonly prefer: 'ours' | 'theirs'
}

/** A change of theirs that is not in the merged text as it was wanted, or that cost ours something. */
export type MergeConflict = {
  readonly reason: ConflictReason
  readonly resourceType: string
  readonly resourceName: string
  /** Empty for a whole resource. */
  readonly path: string
  readonly base?: Json
  readonly ours?: Json
  readonly theirs?: Json
}

/** What may be merged into a resource of ours, and who wins there. */
export type PolicyOf = (resource: { resourceType: string; resourceName: string; value?: Json }) => MergePolicy

/** What both changed stays as ours has it. */
export const keepOurs: MergePolicy = { guard: () => 'free', prefer: 'ours' }

/** What theirs changed since base, applied to ours as far as the policy lets it. */
export function mergeThreeValues(
  values: ThreeValues,
  policy: MergePolicy = keepOurs,
): { value: Json | undefined; conflicts: ValueConflict[] } {
  const conflicts: ValueConflict[] = []
  return { value: merge(values, [], undefined, { policy, conflicts }), conflicts }
}

type Path = readonly PathSegment[]

type Merging = { readonly policy: MergePolicy; readonly conflicts: ValueConflict[] }

function merge(
  values: ThreeValues,
  path: Path,
  field: string | undefined,
  merging: Merging,
): Json | undefined {
  const { base, ours, theirs } = values
  if (equalJson(ours, theirs) || equalJson(base, theirs)) return ours
  const guard = merging.policy.guard(path)
  if (guard === 'guarded') return keep(values, path, 'guarded', merging)
  if (guard === 'free' && equalJson(base, ours)) return theirs
  const inside = mergeInside(values, path, field, merging)
  if (inside !== undefined) return inside
  if (guard === 'partly') return keep(values, path, 'guarded', merging)
  return disagree(values, path, merging)
}

function disagree(values: ThreeValues, path: Path, merging: Merging): Json | undefined {
  const { base, ours, theirs } = values
  if (merging.policy.prefer === 'ours') return keep(values, path, 'disagreement', merging)
  if (ours === undefined && base !== undefined) return keep(values, path, 'unresolved', merging)
  if (theirs === undefined) keep(values, path, 'shadowed', merging)
  return theirs
}

function keep(values: ThreeValues, path: Path, reason: ConflictReason, { conflicts }: Merging) {
  const { base, ours, theirs } = values
  conflicts.push({
    path: pathText(path),
    reason,
    ...(base === undefined ? {} : { base }),
    ...(ours === undefined ? {} : { ours }),
    ...(theirs === undefined ? {} : { theirs }),
  })
  return ours
}

/** Maps by their keys, lists by their merge keys; undefined where the values can only be taken whole. */
function mergeInside(
  { base, ours, theirs }: ThreeValues,
  path: Path,
  field: string | undefined,
  merging: Merging,
): Json | undefined {
  if (isJsonMap(ours) && isJsonMap(theirs)) {
    const maps = { base: base ?? {}, ours, theirs }
    return isJsonMap(maps.base) ? mergeMaps({ ...maps, base: maps.base }, path, merging) : undefined
  }
  if (!isJsonList(ours) || !isJsonList(theirs)) return undefined
  const lists = { base: isJsonList(base) ? base : [], ours, theirs }
  const mergeKey = uniqueKeyOf(field, lists.base, ours, theirs)
  return mergeKey ? mergeLists(lists, mergeKey, path, field, merging) : undefined
}

function mergeMaps(
  maps: { base: JsonMap; ours: JsonMap; theirs: JsonMap },
  path: Path,
  merging: Merging,
): Json {
  const keys = new Set([...Object.keys(maps.ours), ...Object.keys(maps.theirs)])
  const merged: [string, Json][] = []
  for (const key of keys) {
    const values = {
      base: member(maps.base, key),
      ours: member(maps.ours, key),
      theirs: member(maps.theirs, key),
    }
    const value = merge(values, [...path, { kind: 'key', key }], key, merging)
    if (value !== undefined) merged.push([key, value])
  }
  return Object.fromEntries(merged)
}

type Lists = { base: readonly Json[]; ours: readonly Json[]; theirs: readonly Json[] }

/** In the order of ours; what theirs added goes behind the element that it follows in theirs. */
function mergeLists(
  lists: Lists,
  mergeKey: MergeKey,
  path: Path,
  field: string | undefined,
  merging: Merging,
): Json {
  const ids = (list: readonly Json[]) =>
    new Map(list.map((each, index) => [identify(each, mergeKey) ?? '', index]))
  const [base, ours, theirs] = [ids(lists.base), ids(lists.ours), ids(lists.theirs)]
  const order = [...ours.keys()]
  let previous = -1
  for (const id of theirs.keys()) {
    const at = order.indexOf(id)
    if (at >= 0) previous = at
    else {
      previous += 1
      order.splice(previous, 0, id)
    }
  }
  return order.flatMap((id) => {
    const inOurs = ours.get(id)
    const inTheirs = theirs.get(id)
    const segment =
      inOurs !== undefined
        ? elementSegment(lists.ours, inOurs, field)
        : elementSegment(lists.theirs, inTheirs ?? 0, field)
    const values = {
      base: lists.base[base.get(id) ?? -1],
      ours: lists.ours[inOurs ?? -1],
      theirs: lists.theirs[inTheirs ?? -1],
    }
    const value = merge(values, [...path, segment], undefined, merging)
    return value === undefined ? [] : [value]
  })
}
