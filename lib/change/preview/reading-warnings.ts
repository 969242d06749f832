import type { Json } from '#lib/base/json.ts'
import { isJsonList, isJsonMap, member } from '#lib/base/json.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import type { LoadedResource, Resource } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { refusalsOf } from '#lib/config/document/refusals.ts'
import { type Surprise, surprisesOf, surpriseText } from '#lib/config/document/surprises.ts'
import { parsePath } from '#lib/path/parse-path.ts'
import { placeLabel } from '#lib/path/path-label.ts'
import { pathText } from '#lib/path/print-path.ts'
import { places } from '#lib/path/walk.ts'

/** A person reads only a few. */
const maxWarnings = 4

/**
 * What in the changed places is, or was, read as something else than it looks like, and what anywhere Kubernetes does
 * not read as it is shown. `changes` are as they are shown.
 */
export function readingWarnings(
  before: readonly Resource[],
  after: readonly Resource[],
  changes: readonly PathChange[],
): string[] {
  const warnings = changes.flatMap((change) => [
    ...within(before, change, change.from).map(
      (each) => `${placeLabel(change)}: ${surpriseText(each, 'was')}`,
    ),
    ...within(after, change, change.to).map((each) => `${placeLabel(change)}: ${surpriseText(each)}`),
  ])
  return [...new Set([...warnings, ...refusalWarnings(after)])].slice(0, maxWarnings)
}

function refusalWarnings(resources: readonly Resource[]): string[] {
  return resources
    .filter(isYaml)
    .filter(({ resourceType }) => resourceType !== '')
    .flatMap((resource) =>
      refusalsOf(resource).map(({ place, why }) => {
        const path = pathText(
          place.map((key) =>
            typeof key === 'number' ? { kind: 'index', index: key } : { kind: 'key', key },
          ),
        )
        return `${placeLabel({ ...resource, path })}: ${why}`
      }),
    )
}

/** The surprises inside the place of a change. One whose value is masked is not told. */
function within(
  resources: readonly Resource[],
  { resourceType, resourceName, path }: PathChange,
  shown: Json | undefined,
): Surprise[] {
  if (shown === undefined) return []
  const parsed = parsePath(path)
  const resource = withItems(resources).find(
    (each) => each.resourceType === resourceType && each.resourceName === resourceName,
  )
  if (resource === undefined || !isYaml(resource) || !parsed.ok) return []
  const surprises = surprisesOf(resource)
  if (surprises.length === 0) return []
  const [place] = places(resource.value, parsed.value.segments)
  if (place === undefined) return []
  const start = [...(resource.at === undefined ? [] : ['items', resource.at]), ...place.keys]
  return surprises.filter(({ place: keys, value, isKey }) => {
    const isInside = start.every((key, index) => keys[index] === key)
    if (!isInside) return false
    const seen = valueAt(shown, keys.slice(start.length))
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

function isYaml<R extends Resource>(resource: R): resource is R & LoadedResource {
  return 'document' in resource
}
