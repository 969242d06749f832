import { equalJson, isJsonList, isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import { ok, type Result } from '#lib/base/result.ts'
import { identify, mergeKeyOf } from '#lib/path/merge-keys.ts'

/** With the element at the end, unless the list has it; or why not, as the end of a sentence. */
export function withElement(
  list: Json | undefined,
  element: Json,
  field: string | undefined,
): Result<Json, string> {
  // `key:` with nothing behind it is a list that has not been written yet.
  const old = list ?? []
  if (!isJsonList(old)) return noList
  if (old.some((each) => equalJson(each, element))) return ok(old)
  const key = mergeKeyOf(field, [...old, element])
  const id = key && identify(element, key)
  if (key !== undefined && old.some((each) => identify(each, key) === id))
    return {
      ok: false,
      error: `has another element of the same ${key.keys.join(' and ')}; set the fields of that one`,
    }
  return ok([...old, element])
}

/** Without the elements that are equal to the value, or, when it is a map, that have its fields. */
export function withoutElements(list: Json, value: Json): Result<Json, string> {
  if (!isJsonList(list)) return noList
  const kept = list.filter((each) => !(isJsonMap(value) ? hasFields(each, value) : equalJson(each, value)))
  return ok(kept.length === list.length ? list : kept)
}

const noList: Result<Json, string> = { ok: false, error: 'is not a list' }

function hasFields(element: Json, fields: JsonMap): boolean {
  if (!isJsonMap(element)) return false
  return Object.entries(fields).every(([key, value]) => equalJson(member(element, key), value))
}
