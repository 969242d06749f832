import { isJsonList, isJsonMap, type Json, member } from '#lib/base/json.ts'
import { count } from '#lib/base/plural.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import type { Resource } from '#lib/config/document/document.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { parsePath } from '#lib/path/parse-path.ts'
import { places } from '#lib/path/walk.ts'

/**
 * What a reader should know about a change that its values do not show: the position of new elements of a list, and
 * which of two variables with one name counts. Each completes the sentence "The change …", and names places, never other values.
 */
export function remarksOf(changes: readonly PathChange[], after: readonly Resource[]): string[] {
  const values = new Map(after.map((resource) => [nameOf(resource), resource.value]))
  const found = changes.flatMap((change) => {
    const value = values.get(nameOf(change))
    return value === undefined ? [] : remarksOn(change, value)
  })
  const remarks = [...new Set(found)].sort()
  const rest = remarks.length - most
  return rest > 0 ? [...remarks.slice(0, most), `does the like in ${count(rest, 'more place')}`] : remarks
}

/** A row is read at a glance. */
const most = 10

function nameOf({ resourceType, resourceName }: Pick<Resource, 'resourceType' | 'resourceName'>): string {
  return `${resourceType}\n${resourceName}`
}

function remarksOn({ change, path }: PathChange, value: Json): string[] {
  const isNewElement = change === 'Add' && /(?:^|\.)\?[^.]*$/.test(path)
  const isVariable = /(?:^|\.)env(?:\.|$)/.test(path)
  const parsed = isNewElement || isVariable ? parsePath(path) : undefined
  if (parsed === undefined || !parsed.ok) return []
  const { segments } = parsed.value
  return [
    ...(isNewElement ? placements(value, segments) : []),
    ...(isVariable ? repeatedVariables(value, segments).map(repetition) : []),
  ]
}

/** Nothing for an element at the end, which is the expected position. */
function placements(value: Json, segments: readonly PathSegment[]): string[] {
  const [last, field] = [segments.at(-1), segments.at(-2)]
  if (last?.kind !== 'match' || field?.kind !== 'key') return []
  const list = places(value, segments.slice(0, -1))[0]?.value
  if (!isJsonList(list)) return []
  const names = list.map((each) => {
    const name = isJsonMap(each) ? member(each, last.key) : undefined
    return name === undefined ? undefined : String(name)
  })
  const next = names[names.indexOf(last.value) + 1]
  return next === undefined ? [] : [`places ${last.value} before ${next} in ${field.key}`]
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
