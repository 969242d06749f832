import {
  ancestorsOf,
  keyOf,
  type MutationInfo,
  type MutationSources,
  nameKey,
  type ResourceInfo,
  type ResourceSources,
} from '#hub/sources/mutation-sources.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import type { PolicyOf } from '#lib/config/patch/merge-three-values.ts'
import { pathText } from '#lib/path/print-path.ts'

/** Path -> whether merges must leave it unchanged; the empty path is the whole resource. */
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
  const changed = flagged(own, Object.entries(flags), mutationNum)
  return changed === own ? sources : sources.map((entry) => (entry === own ? changed : entry))
}

function isSame(one: ResourceInfo, other: ResourceInfo): boolean {
  return one.ResourceType === other.ResourceType && one.ResourceName === other.ResourceName
}

/** The same object when all flags are as they should be. */
function flagged(
  own: ResourceSources,
  flags: Iterable<readonly [string, boolean]>,
  mutationNum: number,
): ResourceSources {
  let info = own.ResourceMutationInfo
  const paths = new Map(Object.entries(own.PathMutationMap))
  let changed = false
  for (const [path, wanted] of flags) {
    const before = path === '' ? info : paths.get(path)
    if ((before?.Protected === true) === wanted) continue
    changed = true
    if (path === '') info = marked(info, wanted)
    else {
      const base: MutationInfo = before ?? { MutationType: 'None', Index: mutationNum }
      paths.delete(path)
      // An entry that existed only for the flag is removed with it.
      if (wanted || base.MutationType !== 'None') paths.set(path, marked(base, wanted))
    }
  }
  if (!changed) return own
  return { ...own, ResourceMutationInfo: info, PathMutationMap: Object.fromEntries(paths) }
}

function marked({ Protected: _, ...info }: MutationInfo, wanted: boolean): MutationInfo {
  return wanted ? { ...info, Protected: true } : info
}

/** Marks every path that was written as a local override (`protect=true`, contract 5.2). */
export function protectWritten(
  sources: MutationSources,
  changes: readonly PathChange[],
  mutationNum: number,
): MutationSources {
  const written = Map.groupBy(
    changes.filter(({ change }) => change !== 'Delete'),
    ({ resourceType, resourceName }) => keyOf(resourceType, resourceName),
  )
  return sources.map((entry) => {
    const own = written.get(nameKey(entry.Resource)) ?? []
    return flagged(
      entry,
      own.map(({ path }) => [path, true]),
      mutationNum,
    )
  })
}

/** What a merge may change: nothing at or below a protected path. */
export function protectionPolicy(sources: MutationSources, prefer: 'ours' | 'theirs'): PolicyOf {
  const first = new Map(sources.toReversed().map((entry) => [nameKey(entry.Resource), entry]))
  return ({ resourceType, resourceName }) => {
    const own = first.get(keyOf(resourceType, resourceName))
    const all = own?.ResourceMutationInfo.Protected === true
    const kept = new Set(
      Object.entries(own?.PathMutationMap ?? {}).flatMap(([path, { Protected }]) =>
        Protected ? [path] : [],
      ),
    )
    const above = new Set([...kept].flatMap((path) => [...ancestorsOf(path)]))
    return {
      prefer,
      guard: (segments) => {
        if (all) return 'guarded'
        if (kept.size === 0) return 'free'
        const path = pathText(segments)
        if (kept.has(path) || ancestorsOf(path).some((ancestor) => kept.has(ancestor))) return 'guarded'
        return path === '' || above.has(path) ? 'partly' : 'free'
      },
    }
  }
}
