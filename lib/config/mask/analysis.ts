import { isJsonList, isJsonMap, type Json, member } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { type LoadedResource, type LoadedStream, loadStream } from '#lib/config/document/document.ts'
import { type Listed, withItems } from '#lib/config/document/list-items.ts'
import { type DocumentError, type DocumentResult, fail, guarded } from '#lib/config/document/result.ts'
import { type Around, type Marks, markValue } from '#lib/config/mask/marks.ts'
import { isSecretType, resourceKind } from '#lib/config/mask/secret-resources.ts'
import { collectSecrets } from '#lib/config/mask/taint.ts'

/** A resource with its secret parts. */
export type MarkedResource = {
  readonly resource: LoadedResource
  readonly marks: Marks | undefined
  /** It is a Secret, or was one in a text that belongs to this one. */
  readonly isSecret: boolean
}

/** A text that was readable, or was not. */
export type Analysis =
  | {
      readonly kind: 'read'
      readonly text: string
      readonly stream: LoadedStream
      readonly resources: readonly MarkedResource[]
    }
  | { readonly kind: 'unreadable'; readonly text: string; readonly error: DocumentError }

/** A text, or the same text already parsed. */
export type Side = string | LoadedStream

/**
 * Texts that belong together, like the two sides of a change: a resource that is a Secret in one of them is treated as
 * one in all, and the secrets of each are searched for in all.
 */
export function analyse(
  sides: readonly Side[],
  around: Around = {},
): { analyses: Analysis[]; secrets: Set<string> } {
  const read = sides.map(readStructured)
  const streams = read.map((each) => (each.ok ? each.value : undefined))
  const inventories = streams.map((stream) => inventoryOf(withItems(stream?.resources ?? [])))
  const secrets = new Set<string>()
  const analyses = streams.map((stream, index): Analysis => {
    const text = textOf(sides[index] ?? '')
    const failed = read[index]
    if (stream === undefined)
      return { kind: 'unreadable', text, error: failed?.ok === false ? failed.error : noError }
    const own = inventories[index] ?? inventoryOf(withItems(stream.resources))
    const others = inventories.filter((_, at) => at !== index)
    const parts = Map.groupBy(withItems(stream.resources), ({ whole }) => whole)
    const resources = stream.resources.map((resource) => {
      const hidden = (parts.get(resource) ?? []).filter(
        (part) => isSecretType(part.resourceType) || wasSecret(part, own, others),
      )
      const marks = marksOf(resource, hidden, around)
      collectSecrets(resource.value, marks, secrets)
      return { resource, marks, isSecret: hidden.length > 0 }
    })
    return { kind: 'read', text, stream, resources }
  })
  return { analyses, secrets }
}

function textOf(side: Side): string {
  return typeof side === 'string' ? side : side.text
}

/** `hidden`: the resource, or those of its items, that count as Secrets. */
function marksOf(
  { value }: LoadedResource,
  hidden: readonly Listed<LoadedResource>[],
  around: Around,
): Marks | undefined {
  const asSecret: Around = { ...around, kind: 'secret' }
  const items = hidden.filter((part) => part.at !== undefined)
  if (items.length < hidden.length) return markValue(value, asSecret)
  const marks = markValue(value, around)
  if (items.length === 0 || marks === 'all') return marks
  const found = items.map((part) => [part.at ?? 0, markValue(part.value, asSecret)] as const)
  const own = marks instanceof Map ? marks.get('items') : undefined
  const inList = new Map<string | number, Marks>(own instanceof Map ? own : [])
  for (const [at, mark] of found) if (mark !== undefined) inList.set(at, mark)
  if (inList.size === 0) return marks
  return new Map<string | number, Marks>(marks instanceof Map ? marks : []).set('items', inList)
}

/** Lines like `name=value` are one long scalar to YAML, which says nothing about them. */
function readStructured(side: Side): DocumentResult<LoadedStream> {
  const read = typeof side === 'string' ? guarded(() => loadStream(side)) : ok(side)
  if (!read.ok || !/[=:]/.test(read.value.text)) return read
  const { resources } = read.value
  return resources.length > 0 && resources.every(({ value }) => typeof value === 'string')
    ? fail(noError.message)
    : read
}

/** The resources of a text by name, to find the same ones in another text. */
type Inventory = {
  readonly count: number
  readonly keys: ReadonlySet<string>
  readonly secrets: ReadonlyMap<string | number, LoadedResource>
}

function inventoryOf(resources: readonly LoadedResource[]): Inventory {
  const secrets = resources.filter(({ resourceType }) => isSecretType(resourceType))
  return {
    count: resources.length,
    keys: new Set(resources.map(keyOf)),
    secrets: new Map<string | number, LoadedResource>([
      ...secrets.map((each) => [each.resourceName, each] as const),
      ...secrets.map((each) => [each.index, each] as const),
    ]),
  }
}

function keyOf({ resourceType, resourceName }: LoadedResource): string {
  return `${resourceType}\n${resourceName}`
}

/** Its kind changed from another text, where it was a Secret. */
function wasSecret(resource: LoadedResource, own: Inventory, others: readonly Inventory[]): boolean {
  return others.some((other) => {
    if (other.keys.has(keyOf(resource))) return false
    const atPlace = own.count === other.count ? other.secrets.get(resource.index) : undefined
    const candidates = [other.secrets.get(resource.resourceName), atPlace]
    return candidates.some((each) => each !== undefined && !own.keys.has(keyOf(each)))
  })
}

const noError: DocumentError = { message: 'The document could not be read' }

/** The value contains a Secret, a list or template of Secrets, or a generator. */
export function holdsSecret(value: Json): boolean {
  if (isJsonList(value)) return value.some(holdsSecret)
  if (!isJsonMap(value)) return false
  if (resourceKind(value) !== 'other' || member(value, 'stringData') !== undefined) return true
  return member(value, 'secretGenerator') !== undefined || Object.values(value).some(holdsSecret)
}
