import { isJsonList, isJsonMap, type Json, type JsonMap } from '#lib/base/json.ts'
import { readResources } from '#lib/config/document/document.ts'
import { isCased } from '#lib/config/patch/field-cases.ts'
import { isDirective } from '#lib/config/patch/merge-directives.ts'
import type { DocumentPatch, PatchOf } from '#lib/config/patch/patch.ts'
import type { DataPath, PathSegment } from '#lib/path/data-path.ts'
import { parsePath } from '#lib/path/parse-path.ts'

/** A patch that gives one place one value in every unit; `null` takes it away. */
export type PlainValue = {
  readonly path: DataPath
  readonly value: string | number | bigint | boolean | null
  readonly resourceType: string | undefined
}

/** Undefined for a patch that does more than that, or less: for one resource, for some units, or by calculating. */
export function plainValue(patch: DocumentPatch): PlainValue | undefined {
  if (patch.resourceName !== undefined) return undefined
  const found = patch.kind === 'set-fields' ? ofFields(patch) : patch.kind === 'merge' && ofMerge(patch.text)
  return found ? { ...found, resourceType: patch.resourceType } : undefined
}

type Found = Pick<PlainValue, 'path' | 'value'>

function ofFields({ fields }: PatchOf<'set-fields'>): Found | undefined {
  const [field, ...more] = fields
  if (field === undefined || more.length > 0 || isCased(field) || field.how !== undefined) return undefined
  const path = parsePath(field.path)
  const { value } = field
  return path.ok && isScalar(value) && value !== null ? { path: path.value, value } : undefined
}

function ofMerge(text: string): Found | undefined {
  const read = readResources(text)
  const [resource, ...more] = read.ok ? read.value : []
  return resource === undefined || more.length > 0 ? undefined : onlyLeaf(resource.value, [])
}

/** Follows a value down to its only leaf; an element of a list is told by its name. */
function onlyLeaf(value: Json, above: readonly PathSegment[]): Found | undefined {
  if (isScalar(value)) return { path: { segments: above }, value }
  if (isJsonMap(value)) return onlyMember(value, above)
  const [element, ...more] = value
  if (above.length === 0 || more.length > 0 || !isJsonMap(element)) return undefined
  const { name, ...rest } = element
  if (typeof name !== 'string') return undefined
  return onlyMember(rest, [...above, { kind: 'match', key: 'name', value: name }])
}

function onlyMember(map: JsonMap, above: readonly PathSegment[]): Found | undefined {
  const [entry, ...more] = Object.entries(map)
  if (entry === undefined || more.length > 0 || isDirective(entry[0])) return undefined
  return onlyLeaf(entry[1], [...above, { kind: 'key', key: entry[0] }])
}

function isScalar(value: Json): value is PlainValue['value'] {
  return !isJsonList(value) && !isJsonMap(value)
}
