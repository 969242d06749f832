import {
  isWithin,
  type MutationInfo,
  type MutationSources,
  type ResourceInfo,
  type ResourceSources,
} from '#hub/sources/mutation-sources.ts'
import type { PolicyOf } from '#lib/config/merge-three.ts'
import type { PathChange } from '#lib/config/patch.ts'
import { pathText } from '#lib/config/path.ts'

/** Path -> whether merges must leave it alone; the empty path is the whole resource. */
export type PathFlags = Readonly<Record<string, boolean>>

/** The sources with flags set or cleared; the same object when nothing changes. */
export function withProtection(
  sources: MutationSources,
  resource: ResourceInfo,
  flags: PathFlags,
  mutationNum: number,
): MutationSources {
  const own = sources.find(({ Resource }) => isSame(Resource, resource))
  if (own === undefined) return sources
  let changed = own
  for (const [path, wanted] of Object.entries(flags)) changed = flagged(changed, path, wanted, mutationNum)
  return changed === own ? sources : sources.map((entry) => (entry === own ? changed : entry))
}

function isSame(one: ResourceInfo, other: ResourceInfo): boolean {
  return one.ResourceType === other.ResourceType && one.ResourceName === other.ResourceName
}

function flagged(own: ResourceSources, path: string, wanted: boolean, mutationNum: number): ResourceSources {
  const info = path === '' ? own.ResourceMutationInfo : own.PathMutationMap[path]
  if ((info?.Protected === true) === wanted) return own
  if (path === '') return { ...own, ResourceMutationInfo: marked(own.ResourceMutationInfo, wanted) }
  const { [path]: before, ...others } = own.PathMutationMap
  const base: MutationInfo = before ?? { MutationType: 'None', Index: mutationNum }
  // An entry that only carried the flag goes with it.
  if (!wanted && base.MutationType === 'None') return { ...own, PathMutationMap: others }
  return { ...own, PathMutationMap: { ...others, [path]: marked(base, wanted) } }
}

function marked({ Protected: _, ...info }: MutationInfo, wanted: boolean): MutationInfo {
  return wanted ? { ...info, Protected: true } : info
}

/** Marks every path that was written as a local override (`protect=true`, confighub-api 5.2). */
export function protectWritten(
  sources: MutationSources,
  changes: readonly PathChange[],
  mutationNum: number,
): MutationSources {
  return sources.map((entry) => {
    const { ResourceType, ResourceName } = entry.Resource
    return changes
      .filter(
        ({ resourceType, resourceName, change }) =>
          resourceType === ResourceType && resourceName === ResourceName && change !== 'Delete',
      )
      .reduce((own, { path }) => flagged(own, path, true, mutationNum), entry)
  })
}

/** What a merge may change: nothing at or below a protected path. */
export function protectionPolicy(sources: MutationSources, prefer: 'ours' | 'theirs'): PolicyOf {
  return ({ resourceType, resourceName }) => {
    const own = sources.find(
      ({ Resource }) => Resource.ResourceType === resourceType && Resource.ResourceName === resourceName,
    )
    const all = own?.ResourceMutationInfo.Protected === true
    const kept = Object.entries(own?.PathMutationMap ?? {}).flatMap(([path, { Protected }]) =>
      Protected ? [path] : [],
    )
    return {
      prefer,
      guard: (segments) => {
        const path = pathText(segments)
        if (all || kept.some((protectedPath) => isWithin(path, protectedPath))) return 'guarded'
        return kept.some((protectedPath) => isWithin(protectedPath, path)) ? 'partly' : 'free'
      },
    }
  }
}
