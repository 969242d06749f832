import { isJsonList, isJsonMap, type Json, withoutMember } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { type LoadedResource, loadStream, type Resource } from '#lib/config/document/document.ts'
import { type Listed, wholeValues, withItems } from '#lib/config/document/list-items.ts'
import { type DocumentResult, fail, guarded } from '#lib/config/document/result.ts'
import { putAt, setField } from '#lib/config/patch/set-fields.ts'
import { rewrite } from '#lib/config/write/rewrite.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { parsePath } from '#lib/path/parse-path.ts'
import { type Place, places } from '#lib/path/walk.ts'

/** A change of one resource, paths in where_data syntax. */
export type Edit =
  /** Missing maps are created. */
  | { readonly op: 'set'; readonly path: string; readonly value: Json }
  /** Nothing happens when the path does not exist. */
  | { readonly op: 'delete'; readonly path: string }
  /** At the end of the list at `path` (made if missing), or before the item the path names by index. */
  | { readonly op: 'insert'; readonly path: string; readonly value: Json }

export type Edited = { readonly text: string; readonly changed: boolean }

/** Asks `edit` for the edits of each resource, items of Lists included, and applies them to the text, keeping untouched bytes. */
export function editResources(
  text: string,
  edit: (resource: Resource) => readonly Edit[],
): DocumentResult<Edited> {
  return guarded(() => {
    const stream = loadStream(text)
    if (!stream.ok) return stream
    const wanted = new Map<Listed<LoadedResource>, Json>()
    for (const resource of withItems(stream.value.resources)) {
      const edited = editValue(resource.value, edit(resource))
      if (!edited.ok) return edited
      wanted.set(resource, edited.value)
    }
    const written = rewrite(stream.value, wholeValues(wanted))
    return written.ok ? ok({ text: written.value, changed: written.value !== text }) : written
  })
}

/** The same edits on a value alone. */
export function editValue(value: Json, edits: readonly Edit[]): DocumentResult<Json> {
  let current = value
  for (const each of edits) {
    const edited = editOne(current, each)
    if (!edited.ok) return edited
    current = edited.value
  }
  return ok(current)
}

function editOne(value: Json, edit: Edit): DocumentResult<Json> {
  const parsed = parsePath(edit.path)
  if (!parsed.ok) return fail(`${edit.path}: ${parsed.error.message}`)
  const path = parsed.value
  if (edit.op === 'set') {
    const set = setField(value, path, edit.value)
    if (!set.ok) return set
    return set.value === undefined ? fail(`There is nothing at ${edit.path}`) : ok(set.value)
  }
  if (path.accessor) return fail(`${edit.path}: part of an image can only be set`)
  return edit.op === 'delete' ? ok(remove(value, path.segments)) : insert(value, path.segments, edit)
}

/** From the last place to the first, so that indexes found stay right. */
function remove(value: Json, segments: readonly PathSegment[]): Json {
  return places(value, segments)
    .toReversed()
    .reduce((whole, place) => removeAt(whole, place), value)
}

function removeAt(value: Json, { keys }: Place): Json {
  const parentKeys = keys.slice(0, -1)
  const last = keys.at(-1)
  return putAt(value, parentKeys, (parent) => {
    if (isJsonList(parent) && typeof last === 'number') return parent.toSpliced(last, 1)
    return isJsonMap(parent) && typeof last === 'string' ? withoutMember(parent, last) : (parent ?? null)
  })
}

function insert(
  value: Json,
  segments: readonly PathSegment[],
  edit: Extract<Edit, { op: 'insert' }>,
): DocumentResult<Json> {
  const last = segments.at(-1)
  const lists =
    last?.kind === 'index'
      ? places(value, segments.slice(0, -1)).filter((each) => isJsonList(each.value))
      : []
  if (last?.kind === 'index' && lists.length > 0) {
    return ok(
      lists.reduce(
        (whole, list) =>
          putAt(whole, list.keys, (old) =>
            isJsonList(old) ? old.toSpliced(last.index, 0, edit.value) : (old ?? null),
          ),
        value,
      ),
    )
  }
  const found = places(value, segments)
  if (found.length === 0) {
    const set = setField(value, { segments }, [edit.value])
    if (!set.ok) return set
    return set.value === undefined ? fail(`There is no list at ${edit.path}`) : ok(set.value)
  }
  const wrong = found.find((place) => !isJsonList(place.value) && place.value !== null)
  if (wrong) return fail(`${edit.path} is not a list`)
  return ok(
    found.reduce(
      (whole, place) => putAt(whole, place.keys, (old) => [...(isJsonList(old) ? old : []), edit.value]),
      value,
    ),
  )
}
