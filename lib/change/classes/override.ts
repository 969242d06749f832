import type { PathChange } from '#lib/config/compare/path-change.ts'
import type { Resource } from '#lib/config/document/document.ts'
import { readPath } from '#lib/path/walk.ts'

/** A place that a change writes, with the value that it overwrites. */
export type WrittenPlace = Omit<PathChange, 'to'>

export function writtenPlaces(changes: readonly PathChange[]): WrittenPlace[] {
  return changes.map(({ to: _, ...place }) => place)
}

/**
 * Whether a change overwrites a value in which a unit differs on purpose from the unit it was cloned from. A unit whose
 * upstream cannot be read counts as having no override.
 */
export function isOverride(
  upstream: readonly Resource[] | undefined,
  places: readonly WrittenPlace[],
): boolean {
  return upstream !== undefined && places.some((place) => differsThere(upstream, place))
}

// A field that only the clone has is an override too. One that only the upstream has was removed here on purpose.
function differsThere(upstream: readonly Resource[], change: WrittenPlace): boolean {
  const twin = upstream.find(
    (resource) =>
      resource.resourceType === change.resourceType &&
      nameOf(resource.resourceName) === nameOf(change.resourceName),
  )
  if (change.path === '') return twin === undefined && change.change !== 'Add'
  const [there] = twin === undefined ? [] : readPath(twin.value, change.path)
  return JSON.stringify(there?.value) !== JSON.stringify(change.from)
}

/** The namespace of a clone nearly always differs from its upstream's. */
function nameOf(resourceName: string): string {
  return resourceName.slice(resourceName.indexOf('/') + 1)
}
