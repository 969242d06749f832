import { equalJson, isJsonList, isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { Steps, TooLarge } from '#lib/config/document/budget.ts'
import { type DocumentResult, fail } from '#lib/config/document/result.ts'
import { Partners } from '#lib/config/patch/merge-partners.ts'
import { mergeKeyOf } from '#lib/path/merge-keys.ts'

/**
 * RFC 7386: maps merge, null deletes, everything else replaces. With `lists: 'kubernetes'` lists of known fields
 * merge by their keys as kubectl's strategic merge does, `$patch` and `$deleteFromPrimitiveList` included.
 */
export function mergeValue(
  target: Json | undefined,
  patch: Json,
  lists: 'replace' | 'kubernetes',
): DocumentResult<Json> {
  try {
    return ok(lists === 'replace' ? merge7386(target, patch) : new StrategicMerge().merge(target, patch))
  } catch (error) {
    if (error instanceof UnsupportedDirective) return fail(error.message)
    if (error instanceof TooLarge) return fail(error.message, { isTooLarge: true })
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

class StrategicMerge {
  readonly #steps = new Steps()

  merge(target: Json | undefined, patch: Json): Json {
    if (!isJsonMap(patch)) return patch
    const replaces = directive(patch) === 'replace'
    const merged = new Map(Object.entries(isJsonMap(target) && !replaces ? target : {}))
    // Through an alias one large map of the document may be merged into thousands of times.
    this.#steps.take(1 + merged.size)
    for (const [key, value] of Object.entries(patch)) this.#mergeMember(merged, key, value)
    return Object.fromEntries(merged)
  }

  #mergeMember(merged: Map<string, Json>, key: string, value: Json): void {
    if (key === '$patch') return
    if (key.startsWith('$setElementOrder/') || key === '$retainKeys') {
      throw new UnsupportedDirective(`"${key}" is not supported in a merge patch`)
    }
    if (key.startsWith(deleteFromList))
      this.#removePrimitives(merged, key.slice(deleteFromList.length), value)
    else if (value === null || (isJsonMap(value) && directive(value) === 'delete')) merged.delete(key)
    else if (isJsonList(value)) merged.set(key, this.#mergeList(key, merged.get(key), value))
    else merged.set(key, this.merge(merged.get(key), value))
  }

  #removePrimitives(merged: Map<string, Json>, key: string, gone: Json): void {
    const list = merged.get(key)
    if (!isJsonList(list) || !isJsonList(gone)) return
    const scalars = new Set(gone.filter(isScalar))
    const others = gone.filter((each) => !isScalar(each))
    this.#steps.take(list.length * (1 + others.length))
    merged.set(
      key,
      list.filter((item) => !scalars.has(item) && !others.some((each) => equalJson(each, item))),
    )
  }

  #mergeList(field: string, target: Json | undefined, patch: readonly Json[]): Json {
    const directives = patch.filter((element) => isBareDirective(element))
    const elements = patch.filter((element) => !isBareDirective(element))
    const replaces = directives.some((element) => isJsonMap(element) && directive(element) === 'replace')
    const list = isJsonList(target) && !replaces ? target : []
    const mergeKey = mergeKeyOf(field, list, elements)
    if (!mergeKey) return elements.map((element) => this.merge(undefined, element))
    const partners = new Partners(list, mergeKey)
    for (const element of elements) {
      const at = partners.find(element)
      if (isJsonMap(element) && directive(element) === 'delete') {
        if (at !== undefined) partners.remove(at)
      } else if (at === undefined) partners.add(this.merge(undefined, element))
      else partners.replace(at, this.merge(partners.at(at), element))
    }
    return partners.list()
  }
}

function isScalar(value: Json): boolean {
  return typeof value !== 'object' || value === null
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
