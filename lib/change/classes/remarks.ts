import { isJsonList, isJsonMap, type Json, member } from '#lib/base/json.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import type { Resource } from '#lib/config/document/document.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { parsePath } from '#lib/path/parse-path.ts'
import { places } from '#lib/path/walk.ts'

/**
 * What a reader should know about a change that its values do not show: where new elements of a list stand, and which of
 * two variables of one name counts. Each completes the sentence "The change …" and is the same for identical changes.
 */
export function remarksOf(changes: readonly PathChange[], after: readonly Resource[]): string[] {
  const remarks = new Set<string>()
  for (const change of changes) {
    const isNewElement = change.change === 'Add' && /(?:^|\.)\?[^.]*$/.test(change.path)
    const isVariable = /(?:^|\.)env(?:\.|$)/.test(change.path)
    const parsed = isNewElement || isVariable ? parsePath(change.path) : undefined
    if (parsed === undefined || !parsed.ok) continue
    const { segments } = parsed.value
    for (const { value } of after.filter((each) => isOf(change, each))) {
      const place = isNewElement ? placement(value, segments) : undefined
      if (place !== undefined) remarks.add(place)
      if (isVariable) for (const name of repeatedVariables(value, segments)) remarks.add(repetition(name))
    }
  }
  return [...remarks].sort()
}

function isOf(change: PathChange, resource: Resource): boolean {
  return change.resourceType === resource.resourceType && change.resourceName === resource.resourceName
}

/** Nothing for an element at the end, where one expects it. */
function placement(value: Json, segments: readonly PathSegment[]): string | undefined {
  const [last, field] = [segments.at(-1), segments.at(-2)]
  if (last?.kind !== 'match' || field?.kind !== 'key') return undefined
  const list = places(value, segments.slice(0, -1))[0]?.value
  if (!isJsonList(list)) return undefined
  const names = list.map((each) => {
    const name = isJsonMap(each) ? member(each, last.key) : undefined
    return name === undefined ? undefined : String(name)
  })
  const next = names[names.indexOf(last.value) + 1]
  return next === undefined ? undefined : `places ${last.value} before ${next} in ${field.key}`
}

function repeatedVariables(value: Json, segments: readonly PathSegment[]): string[] {
  const end = segments.findIndex((each) => each.kind === 'key' && each.key === 'env')
  const list = places(value, segments.slice(0, end + 1))[0]?.value
  if (!isJsonList(list)) return []
  const names = list.flatMap((each) => {
    const name = isJsonMap(each) ? member(each, 'name') : undefined
    return typeof name === 'string' ? [name] : []
  })
  return names.filter((name, index) => names.indexOf(name) !== index)
}

function repetition(name: string): string {
  return `leaves env with more than one ${name}, of which the last counts`
}
