import { isJsonMap, type Json, member } from '#lib/base/json.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { mergeKeyOf } from '#lib/path/merge-keys.ts'

/** `?name=main` where that names exactly one element, else the index. */
export function elementSegment(list: readonly Json[], index: number, field: string | undefined): PathSegment {
  return elementNamer(list, field)(index)
}

/** The same for many elements of one list. */
export function elementNamer(
  list: readonly Json[],
  field: string | undefined,
): (index: number) => PathSegment {
  const key = mergeKeyOf(field, list)?.keys[0]
  if (key === undefined) return (index) => ({ kind: 'index', index })
  const texts = list.map((element) => {
    const value = isJsonMap(element) ? member(element, key) : undefined
    return value === undefined || value === null ? undefined : String(value)
  })
  const counts = new Map<string | undefined, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return (index) => {
    const value = texts[index]
    if (value === undefined || counts.get(value) !== 1) return { kind: 'index', index }
    return { kind: 'match', key, value }
  }
}
