import { isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { readAnyResources } from '#lib/config/formats/documents.ts'
import { isSecretPath } from '#lib/config/mask/mask.ts'
import { mask } from '#lib/config/mask/spans.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { elementSegment } from '#lib/path/element-name.ts'
import { pathText } from '#lib/path/print-path.ts'

/** A field that the sample document has. */
export type SampleField = {
  readonly resourceType: string
  readonly path: string
  /** Absent for secrets. */
  readonly value?: Json
}

/** Suggests fields from one document of the scope. An unreadable document suggests nothing. */
export function sampleFields(text: string, toolchain?: string): SampleField[] {
  const read = readAnyResources(text, toolchain)
  if (!read.ok) return []
  return withItems(read.value).flatMap(({ resourceType, value }) =>
    leaves(value, []).map((leaf) =>
      isSecretPath(resourceType, leaf.path) || isMasked(leaf.value)
        ? { resourceType, path: leaf.path }
        : { resourceType, path: leaf.path, value: leaf.value },
    ),
  )
}

/** The sample comes from the server with its secrets masked, and a mask is never a value to suggest. */
function isMasked(value: Json): boolean {
  return typeof value === 'string' && value.includes(mask)
}

export function resourceTypesOf(fields: readonly SampleField[]): string[] {
  return [...new Set(fields.map((field) => field.resourceType))]
}

/** The type and group of a resource identify it and are not for editing. */
const fixed: ReadonlySet<string> = new Set(['apiVersion', 'kind'])

function leaves(value: Json, path: readonly PathSegment[]): { path: string; value: Json }[] {
  if (isJsonMap(value)) {
    return Object.entries(value).flatMap(([key, inner]) =>
      path.length === 0 && fixed.has(key) ? [] : leaves(inner, [...path, { kind: 'key', key }]),
    )
  }
  if (isJsonList(value)) {
    const last = path.at(-1)
    const field = last?.kind === 'key' ? last.key : undefined
    return value.flatMap((inner, index) => leaves(inner, [...path, elementSegment(value, index, field)]))
  }
  return path.length === 0 ? [] : [{ path: pathText(path), value }]
}
