import { readResources } from '#lib/config/document.ts'
import type { Json, PathChange } from '#lib/config/patch.ts'
import { readPath } from '#lib/config/path.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

type Resource = { readonly resourceType: string; readonly resourceName: string; readonly value: Json }

/** Says whether a change writes over a value in which a unit differs on purpose from the unit it was cloned from. */
export type OverrideFinder = (upstreamUnitId: string | undefined, changes: readonly PathChange[]) => boolean

/** Reads the upstream documents, once each. A unit whose upstream cannot be read counts as having no override. */
export async function overrideFinder(
  hub: ConfigHub,
  upstreamUnitIds: readonly string[],
  signal?: AbortSignal,
): Promise<OverrideFinder> {
  const found = await hub.unitDataById(upstreamUnitIds, signal)
  const upstream = new Map(found.map((data) => [data.UnitID, parse(data.Data ?? '')]))
  return (upstreamUnitId, changes) => {
    const resources = upstreamUnitId === undefined ? undefined : upstream.get(upstreamUnitId)
    return resources !== undefined && changes.some((change) => isOverride(resources, change))
  }
}

function parse(text: string): readonly Resource[] | undefined {
  const read = readResources(text)
  return read.ok ? read.value : undefined
}

// A field that the clone alone has is an override too; one that only the upstream has, was removed here on purpose.
function isOverride(upstream: readonly Resource[], change: PathChange): boolean {
  const twin = upstream.find(
    (resource) =>
      resource.resourceType === change.resourceType &&
      nameOf(resource.resourceName) === nameOf(change.resourceName),
  )
  if (change.path === '') return twin === undefined && change.change !== 'Add'
  const [there] = twin === undefined ? [] : readPath(twin.value, change.path)
  return JSON.stringify(there?.value) !== JSON.stringify(change.from)
}

/** The namespace of a clone is nearly always another one than its upstream's. */
function nameOf(resourceName: string): string {
  return resourceName.slice(resourceName.indexOf('/') + 1)
}
