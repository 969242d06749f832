import { editEach } from '#hub/functions/edit.ts'
import { load, resourcesIn } from '#hub/functions/load.ts'
import {
  attributeOf,
  fits,
  isOpen,
  type NeedingPlace,
  needingPlaces,
  type ProvidedValue,
  printedPath,
  providedValues,
} from '#hub/functions/needs.ts'
import { type ResourceInfo, resourceInfo } from '#hub/functions/outputs.ts'
import { isPlaceholder } from '#hub/functions/placeholders.ts'
import { withPart } from '#hub/functions/url-places.ts'
import { fillManually, type ManualBinding } from '#hub/links/manual-bindings.ts'
import { runInThread } from '#hub/work/run-in-thread.ts'
import { sizeOf } from '#hub/work/size.ts'
import { task } from '#hub/work/task.ts'
import type { Json } from '#lib/base/json.ts'
import type { Outcome } from '#lib/base/result.ts'
import type { LoadedStream, Resource } from '#lib/config/document/document.ts'
import { readPath } from '#lib/path/walk.ts'

/** Which place of the downstream document a Link fills from which place upstream (contract 4.8). */
export type Binding = {
  readonly AttributeName: string
  readonly DataType: string
  readonly NeededResource: ResourceInfo
  readonly NeededPath: string
  readonly ProvidedResource: ResourceInfo
  readonly ProvidedPath: string
}

export type BindRequest = {
  /** Head of the downstream Unit. */
  readonly text: string
  readonly toolchain: string
  /** What the upstream Unit provides from. */
  readonly upstream: string
  readonly upstreamToolchain: string
  /** Whether to find out what fits where; otherwise only explicit bindings are applied. */
  readonly finds: boolean
  /** Explicit bindings. */
  readonly manual: readonly ManualBinding[]
  /** What the last resolution filled. */
  readonly bindings: readonly Binding[]
  /** Places that must stay as they are; the empty path is the whole resource. */
  readonly kept: readonly { readonly type: string; readonly name: string; readonly path: string }[]
}

export type Bound = {
  readonly text: string
  readonly bindings: readonly Binding[]
  /** What was filled in, in order: its source, and the document afterwards. */
  readonly changes: readonly Change[]
}

type Change = {
  readonly ProvidedResource?: ResourceInfo | undefined
  readonly ProvidedPath?: string | undefined
  readonly text: string
}

/**
 * Fills the places of a document that take a value from another one: those that hold a placeholder, and those that this
 * Link filled before. A place stays as it is when nothing upstream fits it, or several things do.
 */
export async function bind(request: BindRequest): Promise<Outcome<Bound>> {
  const size = sizeOf([request.text, request.upstream])
  return size === 'small' ? bindNow(request) : runInThread(bindTask, request, size)
}

function bindNow(request: BindRequest): Outcome<Bound> {
  const loaded = load(request.text, request.toolchain)
  if (!loaded.ok) return loaded
  const upstream = load(request.upstream, request.upstreamToolchain)
  if (!upstream.ok) return { ok: false, message: `upstream: ${upstream.message}` }
  const found = request.finds
    ? bindFound(loaded.value, upstream.value, request)
    : { ok: true as const, value: { stream: loaded.value, changes: [], filled: [] } }
  if (!found.ok) return found
  const changes: Change[] = [...found.value.changes]
  let { stream } = found.value
  for (const binding of request.manual) {
    const written = fillManually(
      { stream, resources: resourcesIn(stream, request.toolchain) },
      { stream: upstream.value, resources: resourcesIn(upstream.value, request.upstreamToolchain) },
      binding,
    )
    if (!written.ok) return written
    const { ProvidedResource, stream: after } = written.value
    if (after.text !== stream.text)
      changes.push({ ProvidedResource, ProvidedPath: binding.ProvidedPath, text: after.text })
    stream = after
  }
  const bindings = bindingsOf(resourcesIn(stream, request.toolchain), found.value.filled)
  return { ok: true, value: { text: stream.text, changes, bindings } }
}

type Found = {
  readonly stream: LoadedStream
  readonly changes: readonly Change[]
  readonly filled: readonly Filled[]
}

/** Host names depend on the namespace, and ports on the name beside them, so names come first. */
function bindFound(before: LoadedStream, upstream: LoadedStream, request: BindRequest): Outcome<Found> {
  const provided = resourcesIn(upstream, request.upstreamToolchain).flatMap(providedValues)
  let stream = before
  const changes: Change[] = []
  const filled: Filled[] = []
  for (const kinds of [['name'], ['hostname', 'port']]) {
    const plan = planOf(stream, provided, request).filter(({ place }) => kinds.includes(place.wants.kind))
    for (const [from, group] of Map.groupBy(plan, (each) => each.from)) {
      const written = fill(stream, request.toolchain, group)
      if (!written.ok) return written
      if (written.value.text !== stream.text) changes.push({ ...sideOf(from), text: written.value.text })
      stream = written.value
    }
    filled.push(...plan)
  }
  return { ok: true, value: { stream, changes, filled } }
}

const bindTask = task(import.meta.url, bindNow)

/** A place by its number among those of its resource: filling in changes paths and names, but no numbers. */
type Filled = {
  readonly index: number
  readonly number: number
  readonly place: NeedingPlace
  readonly from: ProvidedValue
}

function planOf(stream: LoadedStream, provided: readonly ProvidedValue[], request: BindRequest): Filled[] {
  return resourcesIn(stream, request.toolchain).flatMap((resource) =>
    needingPlaces(resource).flatMap((place, number) => {
      const before = request.bindings.find((binding) => isAt(binding, resource, place))
      if (before === undefined && !isOpen(place)) return []
      if (isKept(request, resource, place)) return []
      const from = chosen(place, provided, before)
      if (from === undefined || valueFor(place, from, resource) === undefined) return []
      return [{ index: resource.index, number, place, from }]
    }),
  )
}

/** The only value that fits; of several, the one that was taken before. */
function chosen(
  place: NeedingPlace,
  provided: readonly ProvidedValue[],
  before: Binding | undefined,
): ProvidedValue | undefined {
  const fitting = provided.filter((value) => fits(place, value))
  const same = fitting.find(
    ({ resource, path }) =>
      path === before?.ProvidedPath && resource.resourceName === before.ProvidedResource.ResourceName,
  )
  return same ?? (fitting.length === 1 ? fitting[0] : undefined)
}

function isAt({ NeededResource, NeededPath }: Binding, resource: Resource, place: NeedingPlace): boolean {
  return (
    NeededPath === printedPath(place) &&
    NeededResource.ResourceType === resource.resourceType &&
    NeededResource.ResourceName === resource.resourceName
  )
}

function isKept({ kept }: BindRequest, { resourceType, resourceName }: Resource, place: NeedingPlace) {
  return kept.some(
    ({ type, name, path }) =>
      type === resourceType &&
      name === resourceName &&
      (path === '' || path === place.path || place.path.startsWith(`${path}.`)),
  )
}

/** What to write; undefined when that is not known yet. A host name in another namespace includes the namespace. */
function valueFor(place: NeedingPlace, from: ProvidedValue, resource: Resource): Json | undefined {
  if (place.wants.kind !== 'hostname') return from.value
  const here = namespaceOf(resource)
  const there = namespaceOf(from.resource)
  if (there === undefined || there === here) return from.value
  if (isPlaceholder(there) || (here !== undefined && isPlaceholder(here))) return undefined
  return `${from.value}.${there}`
}

function namespaceOf({ value }: Resource): string | undefined {
  const [found] = readPath(value, 'metadata.namespace')
  return typeof found?.value === 'string' ? found.value : undefined
}

function fill(stream: LoadedStream, toolchain: string, group: readonly Filled[]): Outcome<LoadedStream> {
  const ran = editEach({ stream, resources: resourcesIn(stream, toolchain) }, (resource) => {
    const places = needingPlaces(resource)
    return group
      .filter(({ index }) => index === resource.index)
      .flatMap(({ number, from }) => {
        const place = places[number]
        const value = place === undefined ? undefined : valueFor(place, from, resource)
        if (place === undefined || value === undefined) return []
        return [{ path: place.path, value: wholeValue(resource, place, value) }]
      })
  })
  if (ran.kind === 'written') return { ok: true, value: ran.stream }
  return { ok: false, message: ran.kind === 'failed' ? ran.message : 'nothing was written' }
}

/** The text around a part stays. */
function wholeValue(resource: Resource, { path, part }: NeedingPlace, value: Json): Json {
  if (part === undefined) return value
  const [found] = readPath(resource.value, path)
  return typeof found?.value === 'string' ? withPart(found.value, part, String(value)) : value
}

function bindingsOf(resources: readonly Resource[], filled: readonly Filled[]): Binding[] {
  return filled.flatMap(({ index, number, from }) => {
    const resource = resources[index]
    const place = resource === undefined ? undefined : needingPlaces(resource)[number]
    if (resource === undefined || place === undefined) return []
    return [
      {
        AttributeName: attributeOf(place.wants),
        DataType: typeof from.value === 'number' ? 'int' : 'string',
        NeededResource: resourceInfo(resource),
        NeededPath: printedPath(place),
        ...sideOf(from),
      },
    ]
  })
}

function sideOf({ resource, path }: ProvidedValue) {
  return { ProvidedResource: resourceInfo(resource), ProvidedPath: path }
}
