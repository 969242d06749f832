import { isJsonList, isJsonMap, type Json, type JsonMap, withoutMember } from '#lib/base/json.ts'

/** The value with one entry or element less, the large ones first. */
export function smallerValues(value: Json): Json[] {
  if (isJsonList(value)) return smallerLists(value)
  return isJsonMap(value) ? smallerMaps(value) : []
}

function smallerLists(list: readonly Json[]): Json[] {
  return [
    ...list.map((_, index) => list.toSpliced(index, 1)),
    ...list.flatMap((element, index) => smallerValues(element).map((smaller) => list.with(index, smaller))),
  ]
}

function smallerMaps(map: JsonMap): Json[] {
  return [
    ...Object.keys(map).map((key) => withoutMember(map, key)),
    ...Object.entries(map).flatMap(([key, value]) =>
      smallerValues(value).map((smaller) => ({ ...map, [key]: smaller })),
    ),
  ]
}
