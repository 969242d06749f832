import { equalJson, isJsonList, isJsonMap, type JsonMap, member } from '#lib/config/json.ts'
import { identify, type MergeKey, mergeKeyOf } from '#lib/config/merge-keys.ts'
import type { Json } from '#lib/config/patch.ts'
import { fail, ok, type Result } from '#lib/config/result.ts'

/**
 * RFC 7386: maps merge, null deletes, everything else replaces. With `lists: 'kubernetes'` lists of known fields
 * merge by their keys as kubectl's strategic merge does, `$patch` and `$deleteFromPrimitiveList` included.
 */
export function mergeValue(
  target: Json | undefined,
  patch: Json,
  lists: 'replace' | 'kubernetes',
): Result<Json> {
  try {
    return ok(lists === 'replace' ? merge7386(target, patch) : merge(target, patch))
  } catch (error) {
    if (error instanceof UnsupportedDirective) return fail(error.message)
    throw error
  }
}

class UnsupportedDirective extends Error {}

function merge7386(target: Json | undefined, patch: Json): Json {
  if (!isJsonMap(patch)) return patch
  const merged = new Map(Object.entries(isJsonMap(target) ? target : {}))
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key)
    else merged.set(key, merge7386(merged.get(key), value))
  }
  return Object.fromEntries(merged)
}

const deleteFromList = '$deleteFromPrimitiveList/'

function merge(target: Json | undefined, patch: Json): Json {
  if (!isJsonMap(patch)) return patch
  const replaces = directive(patch) === 'replace'
  const merged = new Map(Object.entries(isJsonMap(target) && !replaces ? target : {}))
  for (const [key, value] of Object.entries(patch)) mergeMember(merged, key, value)
  return Object.fromEntries(merged)
}

function mergeMember(merged: Map<string, Json>, key: string, value: Json): void {
  if (key === '$patch') return
  if (key.startsWith('$setElementOrder/') || key === '$retainKeys') {
    throw new UnsupportedDirective(`"${key}" is not supported in a merge patch`)
  }
  if (key.startsWith(deleteFromList)) removePrimitives(merged, key.slice(deleteFromList.length), value)
  else if (value === null || (isJsonMap(value) && directive(value) === 'delete')) merged.delete(key)
  else if (isJsonList(value)) merged.set(key, mergeList(key, merged.get(key), value))
  else merged.set(key, merge(merged.get(key), value))
}

function removePrimitives(merged: Map<string, Json>, key: string, gone: Json): void {
  const list = merged.get(key)
  if (!isJsonList(list) || !isJsonList(gone)) return
  merged.set(
    key,
    list.filter((item) => !gone.some((each) => equalJson(each, item))),
  )
}

function mergeList(field: string, target: Json | undefined, patch: readonly Json[]): Json {
  const directives = patch.filter((element) => isBareDirective(element))
  const elements = patch.filter((element) => !isBareDirective(element))
  const replaces = directives.some((element) => isJsonMap(element) && directive(element) === 'replace')
  const list = isJsonList(target) && !replaces ? target : []
  const mergeKey = mergeKeyOf(field, list, elements)
  if (!mergeKey) return elements.map((element) => merge(undefined, element))
  const merged: (Json | undefined)[] = [...list]
  for (const element of elements) {
    const at = partner(merged, element, mergeKey)
    if (isJsonMap(element) && directive(element) === 'delete') {
      if (at >= 0) merged[at] = undefined
    } else if (at >= 0) merged[at] = merge(merged[at], element)
    else merged.push(merge(undefined, element))
  }
  return merged.filter((element) => element !== undefined)
}

/** A port without protocol means the only port of that number, else the TCP one. */
function partner(list: readonly (Json | undefined)[], element: Json, mergeKey: MergeKey): number {
  const [first = ''] = mergeKey.keys
  const given = isJsonMap(element) ? mergeKey.keys.filter((key) => member(element, key) !== undefined) : []
  if (given.length < mergeKey.keys.length) {
    const alone = { keys: [first] }
    const same = list.flatMap((each, index) =>
      identify(each, alone) === identify(element, alone) ? [index] : [],
    )
    if (same.length === 1) return same[0] ?? -1
  }
  const wanted = identify(element, mergeKey)
  return list.findIndex((each) => identify(each, mergeKey) === wanted)
}

function isBareDirective(element: Json): boolean {
  return isJsonMap(element) && Object.keys(element).length === 1 && directive(element) !== undefined
}

function directive(map: JsonMap): 'replace' | 'delete' | undefined {
  const value = member(map, '$patch')
  if (value === undefined || value === 'merge') return undefined
  if (value === 'replace' || value === 'delete') return value
  throw new UnsupportedDirective(`"$patch: ${String(value)}" is not known; use replace, delete or merge`)
}
