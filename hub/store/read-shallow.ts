import { isJsonList, isJsonMap, type Json, type JsonMap } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { type Resource, readResources } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { type DocumentResult, fail } from '#lib/config/document/result.ts'

/** Levels of maps and lists in a resource. Kubernetes' own deepest types have about forty. */
const maxDepth = 200

/**
 * The resources of a document, the items of a List each. One that is nested deeper than everything that works on
 * documents bears counts as one that cannot be read; older hubs have stored such.
 */
export function readShallow(text: string): DocumentResult<readonly Resource[]> {
  const read = readResources(text)
  if (!read.ok) return read
  const deep = read.value.find(({ value }) => isTooDeep(value))
  if (deep !== undefined) return fail(tooDeep)
  return ok(withItems(read.value).map(({ whole: _, at: __, ...resource }) => resource))
}

export const tooDeep = `it is nested more than ${maxDepth} levels deep`

/** Without recursion: the value may be as deep as it likes. */
export function isTooDeep(value: Json): boolean {
  let level: readonly Json[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return true
    level = level.flatMap((each) => (isNested(each) ? Object.values<Json>(each).filter(isNested) : []))
  }
  return false
}

function isNested(value: Json): value is JsonMap | readonly Json[] {
  return isJsonMap(value) || isJsonList(value)
}
