import { pairResources } from '#lib/config/diff.ts'
import type { Resource } from '#lib/config/document.ts'
import type { Json, PathChange } from '#lib/config/patch.ts'

/** Which mutation last set something, and whether merges must leave it alone (confighub-api 4.5). */
export type MutationInfo = {
  /** MutationNum. */
  readonly Index: number
  readonly MutationType: 'Add' | 'Delete' | 'Update' | 'Replace' | 'None'
  readonly Value?: string
  readonly Protected?: true
}

export type ResourceInfo = {
  readonly ResourceType: string
  readonly ResourceName: string
  readonly ResourceNameWithoutScope: string
  readonly ResourceCategory: 'Resource'
}

export type ResourceSources = {
  readonly Resource: ResourceInfo
  readonly ResourceMutationInfo: MutationInfo
  readonly PathMutationMap: Readonly<Record<string, MutationInfo>>
}

/** `ResourceMutationList`: one entry per resource, deleted ones included. */
export type MutationSources = readonly ResourceSources[]

export function resourceInfo(ResourceType: string, ResourceName: string): ResourceInfo {
  return {
    ResourceType,
    ResourceName,
    ResourceNameWithoutScope: ResourceName.slice(ResourceName.lastIndexOf('/') + 1),
    ResourceCategory: 'Resource',
  }
}

/** What one mutation changed: the document before and after it, and its number. */
export type Step = {
  readonly before: readonly Resource[]
  readonly after: readonly Resource[]
  readonly changes: readonly PathChange[]
  readonly mutationNum: number
}

/**
 * The sources after one more mutation. A path that was set anew takes over everything below it; a list without a
 * merge key is attributed as a whole, because its elements have no names that would survive an insertion.
 */
export function advance(sources: MutationSources, step: Step): MutationSources {
  let next = rename(sources, step)
  for (const change of step.changes) {
    const info = resourceInfo(change.resourceType, renamed(step, change.resourceType, change.resourceName))
    const own = next.find(({ Resource }) => isSame(Resource, info))
    const changed = changeOne(own, info, change, step.mutationNum)
    next = own === undefined ? [...next, changed] : next.map((entry) => (entry === own ? changed : entry))
  }
  return next
}

function isSame(one: ResourceInfo, other: ResourceInfo): boolean {
  return one.ResourceType === other.ResourceType && one.ResourceName === other.ResourceName
}

function changeOne(
  own: ResourceSources | undefined,
  Resource: ResourceInfo,
  change: PathChange,
  mutationNum: number,
): ResourceSources {
  const value = change.change === 'Delete' ? change.from : change.to
  const info: MutationInfo = {
    MutationType: change.change,
    Index: mutationNum,
    ...(value === undefined || change.path === '' ? {} : { Value: valueText(value) }),
  }
  if (change.path === '') {
    const kept = own?.ResourceMutationInfo.Protected ? { Protected: true as const } : {}
    return { Resource, ResourceMutationInfo: { ...info, ...kept }, PathMutationMap: {} }
  }
  const list = unnamedListOf(change.path)
  const path = list ?? change.path
  const entry = list === undefined ? info : { MutationType: 'Update' as const, Index: mutationNum }
  const before = own ?? { Resource, ResourceMutationInfo: none, PathMutationMap: {} }
  const kept = before.PathMutationMap[path]?.Protected ? { Protected: true as const } : {}
  const rest = Object.entries(before.PathMutationMap).flatMap(([key, old]): [string, MutationInfo][] => {
    if (key === path) return []
    if (!isWithin(key, path)) return [[key, old]]
    // What protects a part of it stays; who set that part is now this mutation.
    return old.Protected ? [[key, { MutationType: 'None', Index: mutationNum, Protected: true }]] : []
  })
  return { ...before, PathMutationMap: { ...Object.fromEntries(rest), [path]: { ...entry, ...kept } } }
}

/** The document existed before anything was recorded of it. */
const none: MutationInfo = { MutationType: 'None', Index: 0 }

/** Follows resources that changed their name or namespace, so that their history goes with them. */
function rename(sources: MutationSources, { before, after }: Step): MutationSources {
  const renames = pairResources(before, after).flatMap(({ from, to }) =>
    from && to && (from.resourceName !== to.resourceName || from.resourceType !== to.resourceType)
      ? [[from, to] as const]
      : [],
  )
  if (renames.length === 0) return sources
  return sources.map((entry) => {
    const found = renames.find(
      ([from]) =>
        from.resourceType === entry.Resource.ResourceType &&
        from.resourceName === entry.Resource.ResourceName,
    )
    return found === undefined
      ? entry
      : { ...entry, Resource: resourceInfo(found[1].resourceType, found[1].resourceName) }
  })
}

function renamed({ before, after }: Step, resourceType: string, resourceName: string): string {
  const pair = pairResources(before, after).find(
    ({ from }) => from?.resourceType === resourceType && from.resourceName === resourceName,
  )
  return pair?.to?.resourceName ?? resourceName
}

/** `spec.args` of `spec.args.2`: the first list whose elements have no names. */
function unnamedListOf(path: string): string | undefined {
  return /^(.*?)\.\d+(?:\.|$)/.exec(path)?.[1]
}

export function isWithin(path: string, ancestor: string): boolean {
  return ancestor === '' || path === ancestor || path.startsWith(`${ancestor}.`)
}

/** A value as `MutationInfo.Value` carries it: text as it is, everything else as JSON. */
export function valueText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The mutation that last set a path: of the path itself, of its closest ancestor, or of the whole resource. */
export function sourceOf(
  sources: MutationSources,
  resource: ResourceInfo,
  path: string,
): MutationInfo | undefined {
  const own = sources.find(({ Resource }) => isSame(Resource, resource))
  if (own === undefined) return undefined
  const closest = Object.keys(own.PathMutationMap)
    .filter((key) => isWithin(path, key) && own.PathMutationMap[key]?.MutationType !== 'None')
    .sort((a, b) => b.length - a.length)[0]
  return closest === undefined ? own.ResourceMutationInfo : own.PathMutationMap[closest]
}
