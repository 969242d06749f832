import type { TargetNames } from '#lib/change/metadata/shown.ts'
import type { MetadataChange } from '#lib/change/model.ts'
import { mapParallel, whereIn } from '#lib/confighub/chunking.ts'
import type { BrowserHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import type { Target } from '#lib/confighub/schema/entities.ts'

export function targetName({ SpaceSlug, SpaceID, Slug }: Target): string {
  return `${SpaceSlug ?? SpaceID}/${Slug}`
}

/** How people call the Targets of some changes; one that may not be seen has its id only. */
export async function targetNames(
  hub: Pick<BrowserHub, 'allTargets'>,
  changes: Iterable<MetadataChange>,
  signal?: AbortSignal,
): Promise<TargetNames> {
  const ids = new Set<string>()
  for (const { before, after } of changes)
    for (const { TargetID } of [before, after]) if (typeof TargetID === 'string') ids.add(TargetID)
  if (ids.size === 0) return new Map()
  const found = await mapParallel(whereIn('TargetID', [...ids]), (where) =>
    hub.allTargets({ where, select: 'Slug,SpaceID,SpaceSlug' }, signal),
  ).catch((error: unknown) => {
    // Without names the ids are shown, which are right too.
    if (error instanceof ConfigHubError) return []
    throw error
  })
  return new Map(found.flat().map(({ Target }) => [Target.TargetID, targetName(Target)]))
}
