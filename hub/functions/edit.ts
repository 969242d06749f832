import type { AttributeValue, Ran } from '#hub/functions/function.ts'
import { loadStream, type Resource, readResources } from '#lib/config/document.ts'
import { mergeValue } from '#lib/config/merge-value.ts'
import type { Json } from '#lib/config/patch.ts'
import { parsePath } from '#lib/config/path.ts'
import { guarded, type Result } from '#lib/config/result.ts'
import { rewrite } from '#lib/config/rewrite.ts'
import { setField } from '#lib/config/set-fields.ts'

/** One change of a resource: `path = value`, or a merge where list items may have to be created. */
export type Edit = { path: string; value: Json } | { merge: Json }

/** Asks `plan` what to change in each resource and writes it; untouched bytes stay. */
export function editEach(text: string, plan: (resource: Resource) => Edit[]): Ran {
  const edited = guarded(() => {
    const loaded = loadStream(text)
    if (!loaded.ok) return loaded
    const wanted = new Map<number, Json>()
    for (const resource of loaded.value.resources) {
      const changed = applyAll(resource.value, plan(resource))
      if (!changed.ok) return changed
      wanted.set(resource.index, changed.value)
    }
    return rewrite(loaded.value, wanted)
  })
  return edited.ok ? { ok: true, text: edited.value } : { ok: false, message: edited.error.message }
}

function applyAll(value: Json, edits: readonly Edit[]): Result<Json> {
  let current = value
  for (const edit of edits) {
    const changed = applyOne(current, edit)
    if (!changed.ok) return changed
    current = changed.value
  }
  return { ok: true, value: current }
}

function applyOne(value: Json, edit: Edit): Result<Json> {
  if ('merge' in edit) return mergeValue(value, edit.merge, 'kubernetes')
  const path = parsePath(edit.path)
  if (!path.ok) return path
  const set = setField(value, path.value, edit.value)
  if (!set.ok) return set
  // A path through a list item that is not there changes nothing.
  return { ok: true, value: set.value ?? value }
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
