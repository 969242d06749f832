import type { Json } from '#lib/base/json.ts'
import { pairResources } from '#lib/config/compare/diff.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import type { Resource } from '#lib/config/document/document.ts'

/** Which mutation last set something, and whether merges must leave it alone (contract 4.5). */
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
  const { moved, names } = renamesOf(step)
  const entries: (ResourceSources | OpenSources)[] = sources.map((entry) => renameEntry(entry, moved))
  const places = new Map<string, number>()
  for (const [place, { Resource }] of entries.entries()) keepFirst(places, nameKey(Resource), place)
  for (const change of step.changes) {
    const { resourceType, resourceName } = change
    const info = resourceInfo(resourceType, names.get(keyOf(resourceType, resourceName)) ?? resourceName)
    const place = places.get(nameKey(info)) ?? entries.length
    entries[place] = changeOne(entries[place], info, change, step.mutationNum)
    places.set(nameKey(info), place)
  }
  return entries.map((entry) => (entry instanceof OpenSources ? entry.closed() : entry))
}

/** When two resources share a name, the first one counts. */
function keepFirst<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value)
}

export function nameKey({ ResourceType, ResourceName }: Pick<ResourceInfo, 'ResourceType' | 'ResourceName'>) {
  return keyOf(ResourceType, ResourceName)
}

/** No stored text contains NUL. */
export function keyOf(resourceType: string, resourceName: string): string {
  return `${resourceType}\0${resourceName}`
}

function isSame(one: ResourceInfo, other: ResourceInfo): boolean {
  return one.ResourceType === other.ResourceType && one.ResourceName === other.ResourceName
}

/** The sources of one resource while they change: a document may have many thousand paths, all of them new. */
class OpenSources {
  readonly Resource: ResourceInfo
  readonly #info: MutationInfo
  readonly #paths: Map<string, MutationInfo>
  /** Ancestor -> the paths below it. */
  readonly #below = new Map<string, Set<string>>()

  constructor({ Resource, ResourceMutationInfo, PathMutationMap }: ResourceSources) {
    this.Resource = Resource
    this.#info = ResourceMutationInfo
    this.#paths = new Map(Object.entries(PathMutationMap))
    for (const path of this.#paths.keys()) this.#note(path)
  }

  get protects(): boolean {
    return this.#info.Protected === true
  }

  set(path: string, info: MutationInfo): void {
    const kept = this.#paths.get(path)?.Protected ? { Protected: true as const } : {}
    const below = path === '' ? [...this.#paths.keys()] : (this.#below.get(path) ?? [])
    const left = new Set<string>()
    for (const key of below) {
      // Protection of a part stays; the Mutation recorded for it is now this one.
      if (this.#paths.get(key)?.Protected) {
        this.#paths.set(key, { MutationType: 'None', Index: info.Index, Protected: true })
        left.add(key)
      } else this.#paths.delete(key)
    }
    if (this.#below.has(path)) this.#below.set(path, left)
    this.#paths.delete(path)
    this.#paths.set(path, { ...info, ...kept })
    this.#note(path)
  }

  closed(): ResourceSources {
    return {
      Resource: this.Resource,
      ResourceMutationInfo: this.#info,
      PathMutationMap: Object.fromEntries(this.#paths),
    }
  }

  #note(path: string): void {
    for (const ancestor of ancestorsOf(path)) {
      const below = this.#below.get(ancestor)
      if (below === undefined) this.#below.set(ancestor, new Set([path]))
      else below.add(path)
    }
  }
}

/** `a`, `a.b` of `a.b.c`. */
export function* ancestorsOf(path: string): Generator<string> {
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) yield path.slice(0, dot)
}

function changeOne(
  own: ResourceSources | OpenSources | undefined,
  Resource: ResourceInfo,
  change: PathChange,
  mutationNum: number,
): ResourceSources | OpenSources {
  const value = change.change === 'Delete' ? change.from : change.to
  const info: MutationInfo = {
    MutationType: change.change,
    Index: mutationNum,
    ...(value === undefined || change.path === '' ? {} : { Value: valueText(value) }),
  }
  const open =
    own instanceof OpenSources
      ? own
      : new OpenSources(own ?? { Resource, ResourceMutationInfo: none, PathMutationMap: {} })
  if (change.path === '') {
    const kept = open.protects ? { Protected: true as const } : {}
    return { Resource, ResourceMutationInfo: { ...info, ...kept }, PathMutationMap: {} }
  }
  const list = unnamedListOf(change.path)
  open.set(list ?? change.path, list === undefined ? info : { MutationType: 'Update', Index: mutationNum })
  return open
}

/** The document existed before anything was recorded about it. */
const none: MutationInfo = { MutationType: 'None', Index: 0 }

type Renames = {
  /** Resources whose name or namespace changed, by the old one, so that they keep their history. */
  readonly moved: ReadonlyMap<string, Resource>
  /** Every resource's new name, by its old one. */
  readonly names: ReadonlyMap<string, string>
}

function renamesOf({ before, after }: Step): Renames {
  const moved = new Map<string, Resource>()
  const names = new Map<string, string>()
  for (const { from, to } of pairResources(before, after)) {
    if (!from) continue
    const key = keyOf(from.resourceType, from.resourceName)
    keepFirst(names, key, to?.resourceName ?? from.resourceName)
    if (to && (from.resourceName !== to.resourceName || from.resourceType !== to.resourceType))
      keepFirst(moved, key, to)
  }
  return { moved, names }
}

function renameEntry(entry: ResourceSources, moved: ReadonlyMap<string, Resource>): ResourceSources {
  const to = moved.get(nameKey(entry.Resource))
  return to === undefined ? entry : { ...entry, Resource: resourceInfo(to.resourceType, to.resourceName) }
}

/** `spec.args` of `spec.args.2`: the first list whose elements have no names. */
function unnamedListOf(path: string): string | undefined {
  return /^(.*?)\.\d+(?:\.|$)/.exec(path)?.[1]
}

/** @internal For tests. */
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
