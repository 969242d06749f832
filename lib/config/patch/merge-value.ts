import { isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { TooLarge } from '#lib/config/document/budget.ts'
import { type DocumentResult, fail } from '#lib/config/document/result.ts'
import { type CustomShapes, noCustomShapes } from '#lib/config/patch/custom-shapes.ts'
import { customShape, shapeOfKind } from '#lib/config/patch/list-rules.ts'
import { MergeRefused } from '#lib/config/patch/merge-directives.ts'
import { strategicMerge } from '#lib/config/patch/strategic-merge.ts'

type MergedValue = {
  readonly value: Json
  /** What a reader of the result should know about how it was merged. */
  readonly notes: readonly string[]
}

/**
 * Merges a patch into a resource: a strategic merge patch for Kubernetes' own kinds, for custom resources with what
 * their definitions say of lists, and RFC 7386 for whatever is no Kubernetes resource.
 */
export function mergeValue(
  target: Json,
  patch: JsonMap,
  customShapes: CustomShapes = noCustomShapes,
): DocumentResult<MergedValue> {
  const kind = isJsonMap(target) ? member(target, 'kind') : undefined
  if (!isJsonMap(target) || typeof kind !== 'string')
    return ok({ value: merge7386(target, patch), notes: [] })
  const apiVersion = member(target, 'apiVersion')
  const type = typeof apiVersion === 'string' ? apiVersion : ''
  const shape = shapeOfKind(type, kind)
  try {
    return ok(
      shape === undefined
        ? strategicMerge(target, patch, customShapes(type, kind) ?? customShape, true)
        : strategicMerge(target, patch, shape, false),
    )
  } catch (error) {
    if (error instanceof MergeRefused) return fail(error.message)
    if (error instanceof TooLarge) return fail(error.message, { isTooLarge: true })
    throw error
  }
}

/** Maps merge, null deletes, everything else replaces. */
function merge7386(target: Json | undefined, patch: Json): Json {
  if (!isJsonMap(patch)) return patch
  const merged = new Map(Object.entries(isJsonMap(target) ? target : {}))
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key)
    else merged.set(key, merge7386(merged.get(key), value))
  }
  return Object.fromEntries(merged)
}
