import {
  ancestorsOf,
  keyOf,
  type MutationSources,
  nameKey,
  type ResourceSources,
} from '#hub/sources/mutation-sources.ts'
import type { PolicyOf } from '#lib/config/patch/merge-three-values.ts'
import { pathText } from '#lib/path/print-path.ts'

/** Extends a merge policy: values last set by one of the kept Mutations stay as they are. */
export function keepPolicy(
  policyOf: PolicyOf,
  sources: MutationSources,
  kept: ReadonlySet<number>,
): PolicyOf {
  if (kept.size === 0) return policyOf
  const first = new Map(sources.toReversed().map((entry) => [nameKey(entry.Resource), entry]))
  return (resource) => {
    const policy = policyOf(resource)
    const own = first.get(keyOf(resource.resourceType, resource.resourceName))
    if (own === undefined) return policy
    const guard = guardOf(own, kept)
    return {
      ...policy,
      guard: (segments) => {
        const both = [policy.guard(segments), guard(pathText(segments))]
        if (both.includes('guarded')) return 'guarded'
        return both.includes('partly') ? 'partly' : 'free'
      },
    }
  }
}

/** Whether the value at a path was set by a kept Mutation: that of the nearest entry, at the path or above it. */
function guardOf({ PathMutationMap, ResourceMutationInfo }: ResourceSources, kept: ReadonlySet<number>) {
  const entries = new Map(Object.entries(PathMutationMap).map(([path, { Index }]) => [path, kept.has(Index)]))
  entries.set('', entries.get('') ?? kept.has(ResourceMutationInfo.Index))
  /** Whether the entries below a path are kept. */
  const below = new Map<string, Set<boolean>>()
  for (const [path, isKept] of entries)
    for (const above of path === '' ? [] : ['', ...ancestorsOf(path)]) {
      const said = below.get(above)
      if (said === undefined) below.set(above, new Set([isKept]))
      else said.add(isKept)
    }
  return (path: string) => {
    const nearest = [path, ...[...ancestorsOf(path)].reverse(), ''].find((each) => entries.has(each))
    const isKept = entries.get(nearest ?? '') === true
    if (below.get(path)?.has(!isKept)) return 'partly'
    return isKept ? 'guarded' : 'free'
  }
}
