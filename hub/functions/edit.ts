import type { Input, Ran } from '#hub/functions/function.ts'
import { type AttributeValue, resourceInfo } from '#hub/functions/outputs.ts'
import type { Json } from '#lib/base/json.ts'
import type { LoadedResource, Resource } from '#lib/config/document/document.ts'
import { type Listed, wholeValues } from '#lib/config/document/list-items.ts'
import { type DocumentResult, guarded } from '#lib/config/document/result.ts'
import { editValue } from '#lib/config/patch/edits.ts'
import { mergeValue } from '#lib/config/patch/merge-value.ts'
import { setField } from '#lib/config/patch/set-fields.ts'
import { rewriteStream } from '#lib/config/write/rewrite.ts'
import { parsePath } from '#lib/path/parse-path.ts'

/**
 * One edit of a resource: `path = value`, a merge that may have to create list items, a removal, or the whole new
 * value.
 */
export type Edit = { path: string; value: Json } | { merge: Json } | { remove: string } | { whole: Json }

/** Asks `plan` what to change in each resource and writes it; untouched bytes stay. */
export function editEach(
  input: Pick<Input, 'stream' | 'resources'>,
  plan: (resource: Listed<LoadedResource>) => readonly Edit[],
): Ran {
  const wanted = new Map<Listed<LoadedResource>, Json>()
  const edited = guarded(() => {
    for (const resource of input.resources) {
      const edits = plan(resource)
      if (edits.length === 0) continue
      const changed = applyAll(resource.value, edits)
      if (!changed.ok) return changed
      wanted.set(resource, changed.value)
    }
    return wanted.size === 0
      ? { ok: true, value: input.stream }
      : rewriteStream(input.stream, wholeValues(wanted))
  })
  return edited.ok
    ? { kind: 'written', stream: edited.value }
    : { kind: 'failed', message: edited.error.message }
}

function applyAll(value: Json, edits: readonly Edit[]): DocumentResult<Json> {
  let current = value
  for (const edit of edits) {
    const changed = applyOne(current, edit)
    if (!changed.ok) return changed
    current = changed.value
  }
  return { ok: true, value: current }
}

function applyOne(value: Json, edit: Edit): DocumentResult<Json> {
  if ('merge' in edit) return mergeValue(value, edit.merge, 'kubernetes')
  if ('whole' in edit) return { ok: true, value: edit.whole }
  if ('remove' in edit) return editValue(value, [{ op: 'delete', path: edit.remove }])
  const path = parsePath(edit.path)
  if (!path.ok) return path
  const set = setField(value, path.value, edit.value)
  if (!set.ok) return set
  // A path through a missing list item changes nothing.
  return { ok: true, value: set.value ?? value }
}

export type Found = { path: string; value: Json; attribute?: string; dataType: string }

/** Collects the values that `find` returns for each resource, as the API lists them. */
export function readEach(input: Input, find: (resource: Resource) => readonly Found[]): Ran {
  const values = input.resources.flatMap((resource) =>
    find(resource).map((found) => attributeValue(resource, found)),
  )
  return { kind: 'read', values }
}

export function attributeValue(resource: Resource, found: Found): AttributeValue {
  return {
    ...resourceInfo(resource),
    ...(found.attribute ? { AttributeName: found.attribute } : {}),
    Path: found.path,
    DataType: found.dataType,
    Value: found.value,
  }
}
