import type { Json } from '#lib/base/json.ts'
import { isJsonList, isJsonMap, member } from '#lib/base/json.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import type { LoadedResource, Resource } from '#lib/config/document/document.ts'
import { type Surprise, surprisesOf, surpriseText } from '#lib/config/document/surprises.ts'
import { parsePath } from '#lib/path/parse-path.ts'
import { placeLabel } from '#lib/path/path-label.ts'
import { places } from '#lib/path/walk.ts'

/** A person reads only a few. */
const maxWarnings = 4

/** Resources with the scalars in them that are read as something else than they look like. */
export type Surprises = ReadonlyMap<Resource, readonly Surprise[]>

/** Masking changes the documents, so this is found before. */
export function surprisesIn(resources: readonly Resource[]): Surprises {
  return new Map(resources.map((each) => [each, isYaml(each) ? surprisesOf(each) : []]))
}

/** What in the changed places is, or was, read as something else than it looks like. `changes` are as they are shown. */
export function readingWarnings(
  before: Surprises,
  after: Surprises,
  changes: readonly PathChange[],
): string[] {
  const warnings = changes.flatMap((change) => [
    ...within(before, change, change.from).map(
      (each) => `${placeLabel(change)}: ${surpriseText(each, 'was')}`,
    ),
    ...within(after, change, change.to).map((each) => `${placeLabel(change)}: ${surpriseText(each)}`),
  ])
  return [...new Set(warnings)].slice(0, maxWarnings)
}

/** The surprises inside the place of a change. One whose value is masked is not told. */
function within(
  found: Surprises,
  { resourceType, resourceName, path }: PathChange,
  shown: Json | undefined,
): Surprise[] {
  if (shown === undefined) return []
  const parsed = parsePath(path)
  const resource = [...found.keys()].find(
    (each) => each.resourceType === resourceType && each.resourceName === resourceName,
  )
  const surprises = resource === undefined ? [] : (found.get(resource) ?? [])
  if (resource === undefined || surprises.length === 0 || !parsed.ok) return []
  const [place] = places(resource.value, parsed.value.segments)
  if (place === undefined) return []
  return surprises.filter(({ place: keys, value, isKey }) => {
    const isInside = place.keys.every((key, index) => keys[index] === key)
    if (!isInside) return false
    const seen = valueAt(shown, keys.slice(place.keys.length))
    return isKey ? seen !== undefined : seen === value
  })
}

function valueAt(value: Json, keys: readonly (string | number)[]): Json | undefined {
  let here: Json | undefined = value
  for (const key of keys) {
    if (isJsonList(here) && typeof key === 'number') here = here[key]
    else if (isJsonMap(here) && typeof key === 'string') here = member(here, key)
    else return undefined
  }
  return here
}

function isYaml(resource: Resource): resource is LoadedResource {
  return 'document' in resource
}
