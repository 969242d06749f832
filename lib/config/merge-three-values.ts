import { equalJson, isJsonList, isJsonMap, type JsonMap, member } from '#lib/config/json.ts'
import { identify, type MergeKey, uniqueKeyOf } from '#lib/config/merge-keys.ts'
import type { Json } from '#lib/config/patch.ts'
import { elementSegment, type PathSegment, pathText } from '#lib/config/path.ts'

/** Absent is undefined, on every side. */
export type ThreeValues = {
  readonly base: Json | undefined
  readonly ours: Json | undefined
  readonly theirs: Json | undefined
}

type ValueConflict = {
  readonly path: string
  readonly base?: Json
  readonly ours?: Json
  readonly theirs?: Json
}

/** What theirs changed since base, applied to ours. Where ours changed the same place otherwise, ours stays. */
export function mergeThreeValues(values: ThreeValues): {
  value: Json | undefined
  conflicts: ValueConflict[]
} {
  const conflicts: ValueConflict[] = []
  return { value: merge(values, [], undefined, conflicts), conflicts }
}

type Path = readonly PathSegment[]

function merge(
  values: ThreeValues,
  path: Path,
  field: string | undefined,
  conflicts: ValueConflict[],
): Json | undefined {
  const { base, ours, theirs } = values
  if (equalJson(ours, theirs) || equalJson(base, theirs)) return ours
  if (equalJson(base, ours)) return theirs
  return mergeInside(values, path, field, conflicts) ?? disagree(values, path, conflicts)
}

/** Maps by their keys, lists by their merge keys; undefined where the values can only be taken whole. */
function mergeInside(
  values: ThreeValues,
  path: Path,
  field: string | undefined,
  conflicts: ValueConflict[],
): Json | undefined {
  const { base, ours, theirs } = values
  if (isJsonMap(ours) && isJsonMap(theirs)) {
    const maps = { base: base ?? {}, ours, theirs }
    return isJsonMap(maps.base) ? mergeMaps({ ...maps, base: maps.base }, path, conflicts) : undefined
  }
  if (!isJsonList(ours) || !isJsonList(theirs)) return undefined
  const lists = { base: isJsonList(base) ? base : [], ours, theirs }
  const mergeKey = uniqueKeyOf(field, lists.base, ours, theirs)
  return mergeKey ? mergeLists(lists, mergeKey, path, field, conflicts) : undefined
}

function disagree(
  { base, ours, theirs }: ThreeValues,
  path: Path,
  conflicts: ValueConflict[],
): Json | undefined {
  conflicts.push({
    path: pathText(path),
    ...(base === undefined ? {} : { base }),
    ...(ours === undefined ? {} : { ours }),
    ...(theirs === undefined ? {} : { theirs }),
  })
  return ours
}

function mergeMaps(
  maps: { base: JsonMap; ours: JsonMap; theirs: JsonMap },
  path: Path,
  conflicts: ValueConflict[],
): Json {
  const keys = new Set([...Object.keys(maps.ours), ...Object.keys(maps.theirs)])
  const merged: [string, Json][] = []
  for (const key of keys) {
    const values = {
      base: member(maps.base, key),
      ours: member(maps.ours, key),
      theirs: member(maps.theirs, key),
    }
    const value = merge(values, [...path, { kind: 'key', key }], key, conflicts)
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
  conflicts: ValueConflict[],
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
    const value = merge(values, [...path, segment], undefined, conflicts)
    return value === undefined ? [] : [value]
  })
}
