import type { AttributeValue, Ran } from '#hub/functions/function.ts'
import { applyPatch } from '#lib/config/apply.ts'
import { type Resource, readResources } from '#lib/config/document.ts'
import type { Json } from '#lib/config/patch.ts'

/** `path = value` on one resource; `fields` for plain paths, `merge` where list items may have to be created. */
export type Change = { resource: Resource } & ({ path: string; value: Json } | { merge: Json })

/** Asks `plan` what to change in each resource and applies it; untouched bytes stay. */
export function editEach(text: string, plan: (resource: Resource) => Change[]): Ran {
  const read = readResources(text)
  if (!read.ok) return { ok: false, message: read.error.message }
  let edited = text
  for (const change of read.value.flatMap(plan)) {
    const scope = { resourceType: change.resource.resourceType, resourceName: change.resource.resourceName }
    const applied = applyPatch(
      edited,
      'merge' in change
        ? { kind: 'merge', text: JSON.stringify(change.merge), ...scope }
        : { kind: 'set-fields', fields: [{ path: change.path, value: change.value }], ...scope },
    )
    if (!applied.ok) return { ok: false, message: applied.error.message }
    edited = applied.value.text
  }
  return { ok: true, text: edited }
}

export type Found = { path: string; value: Json; attribute: string; dataType: string }

/** Asks `find` for values in each resource and lists them as the API does. */
export function readEach(text: string, find: (resource: Resource) => Found[]): Ran {
  const read = readResources(text)
  if (!read.ok) return { ok: false, message: read.error.message }
  const values = read.value.flatMap((resource) =>
    find(resource).map(
      (found): AttributeValue => ({
        ResourceName: resource.resourceName,
        ResourceNameWithoutScope: resource.resourceName.slice(resource.resourceName.lastIndexOf('/') + 1),
        ResourceType: resource.resourceType,
        ResourceCategory: 'Resource',
        AttributeName: found.attribute,
        Path: found.path,
        DataType: found.dataType,
        Value: found.value,
      }),
    ),
  )
  return { ok: true, text, values }
}
