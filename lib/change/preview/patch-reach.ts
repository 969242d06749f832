import { isJsonList, isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import { inScope, type Resource, readResources } from '#lib/config/document/document.ts'
import { isDirective } from '#lib/config/patch/merge-directives.ts'
import type { DocumentPatch } from '#lib/config/patch/patch.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { mergeKeyOf } from '#lib/path/merge-keys.ts'
import { parsePath } from '#lib/path/parse-path.ts'
import { places } from '#lib/path/walk.ts'

/** In place of a resource type: every resource of a document, chosen explicitly. */
export const everyResource = '*'

type Reached = Pick<Resource, 'resourceType' | 'resourceName' | 'value'>

/**
 * The resource types that a patch without one may apply to: those that have all of its paths, otherwise those that have
 * the longest part of them. With more than one, the person has to choose.
 */
export function typesReached(patch: DocumentPatch, resources: readonly Reached[]): string[] {
  const paths = pathsOf(patch)
  const { resourceName } = patch
  const named = resources.filter((resource) =>
    inScope(resource, resourceName === undefined ? {} : { resourceName }),
  )
  const byType = [...Map.groupBy(named, (resource) => resource.resourceType)]
  const reach = byType.map(([type, found]) => ({
    type,
    depth: Math.max(...found.map(({ value }) => depthOf(value, paths))),
  }))
  const deepest = Math.max(0, ...reach.map(({ depth }) => depth))
  return reach.flatMap(({ type, depth }) => (depth === deepest ? type : [])).sort()
}

/** The patch itself names the kind. */
export function namesKind(patch: DocumentPatch): boolean {
  if (patch.kind !== 'merge') return false
  const value = readValue(patch.text)
  return isJsonMap(value) && typeof member(value, 'kind') === 'string'
}

/** How much of its paths a resource has, from 0 to 1. */
function depthOf(value: Json, paths: readonly (readonly PathSegment[])[]): number {
  const wanted = paths.reduce((sum, path) => sum + path.length, 0)
  const there = paths.reduce((sum, path) => sum + stepsInto(value, path), 0)
  return wanted === 0 ? 0 : there / wanted
}

/** How far a path can be followed in a value. */
function stepsInto(value: Json, path: readonly PathSegment[]): number {
  const missing = path.findIndex((_, index) => places(value, path.slice(0, index + 1)).length === 0)
  return missing < 0 ? path.length : missing
}

/** Every place that the patch writes to, as far as it names them. */
export function pathsOf(patch: DocumentPatch): (readonly PathSegment[])[] {
  switch (patch.kind) {
    case 'set-fields':
      return patch.fields.flatMap(({ path }) => {
        const parsed = parsePath(path)
        return parsed.ok ? [parsed.value.segments] : []
      })
    case 'merge': {
      const value = readValue(patch.text)
      return isJsonMap(value) ? mergePaths(value, []) : []
    }
    case 'json': {
      const value = readValue(patch.text)
      return isJsonList(value) ? value.flatMap(operationPaths) : []
    }
    default:
      return patch satisfies never
  }
}

function readValue(text: string): Json | undefined {
  const read = readResources(text)
  return read.ok ? read.value[0]?.value : undefined
}

function mergePaths(map: JsonMap, above: readonly PathSegment[]): (readonly PathSegment[])[] {
  return Object.entries(map).flatMap(([key, value]): (readonly PathSegment[])[] => {
    const field = fieldOf(key)
    if (field === undefined) return []
    const path: PathSegment[] = [...above, { kind: 'key', key: field }]
    if (field !== key) return [path]
    const inside = isJsonMap(value) ? mergePaths(value, path) : []
    if (inside.length > 0) return inside
    return isJsonList(value) ? elementPaths(value, key, path) : [path]
  })
}

/** The field that a key of a merge patch is about: an instruction may be about a list beside it, or about the map. */
function fieldOf(key: string): string | undefined {
  if (!isDirective(key)) return key
  const slash = key.indexOf('/')
  return slash < 0 ? undefined : key.slice(slash + 1)
}

function elementPaths(
  list: readonly Json[],
  field: string,
  path: readonly PathSegment[],
): (readonly PathSegment[])[] {
  const key = mergeKeyOf(field, list)?.keys[0]
  if (key === undefined) return [path]
  return list.flatMap((element) => {
    const value = isJsonMap(element) ? member(element, key) : undefined
    const inside: PathSegment[] = [...path, { kind: 'match', key, value: String(value) }]
    return isJsonMap(element) ? mergePaths(element, inside) : [path]
  })
}

function operationPaths(operation: Json): (readonly PathSegment[])[] {
  const pointer = isJsonMap(operation) ? member(operation, 'path') : undefined
  if (typeof pointer !== 'string' || !pointer.startsWith('/')) return []
  const keys = pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
  return [
    keys.map(
      (key): PathSegment =>
        /^\d{1,9}$/.test(key) ? { kind: 'index', index: Number(key) } : { kind: 'key', key },
    ),
  ]
}
