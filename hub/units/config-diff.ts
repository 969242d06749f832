import { stringify } from 'yaml'
import {
  type MutationInfo,
  type MutationSources,
  type ResourceInfo,
  resourceInfo,
  sourceOf,
} from '#hub/sources/mutation-sources.ts'
import { readShallow } from '#hub/store/read-shallow.ts'
import { DiffPaths, type DiffSegment } from '#hub/units/diff-segments.ts'
import { linePatch } from '#hub/units/line-patch.ts'
import { isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import { diffResources, pairResources } from '#lib/config/compare/diff.ts'
import type { PathChange as Change } from '#lib/config/compare/path-change.ts'
import type { Resource } from '#lib/config/document/document.ts'
import { mergeKeyOf } from '#lib/path/merge-keys.ts'

/** Values are text: a scalar as it is, a map or a list as YAML. Empty fields are left out (contract 4.5). */
type PathChange = {
  readonly Path: string
  readonly DisplayPath: string
  readonly Segments: readonly DiffSegment[]
  readonly ChangeType: 'Add' | 'Delete' | 'Update' | 'Replace' | 'Reorder'
  readonly FromValue?: string
  readonly ToValue?: string
  /** Unified diff of text of several lines. */
  readonly Patch?: string
  readonly Attribution?: MutationInfo
}

type ResourceDiff = {
  /** Its content after the change, or before it was deleted. */
  readonly Resource: ResourceInfo
  /** Its name before a rename. */
  readonly PreviousResource?: ResourceInfo
  /** `None`: unchanged, only when asked for. */
  readonly ChangeType: 'Add' | 'Delete' | 'Update' | 'None'
  readonly FromValue?: string
  readonly ToValue?: string
  readonly Changes?: readonly PathChange[]
  readonly Attribution?: MutationInfo
}

export type ConfigDiff = { readonly Resources: readonly ResourceDiff[] }

export type DiffOptions = {
  /** Also includes resources that are the same on both sides. */
  readonly unchanged?: boolean
  /** Which resources are compared, on the side that still has them. */
  readonly selects?: (resource: Resource) => boolean
  /** Sources of the second document: they name the mutation that set each new value. */
  readonly sources?: MutationSources
  /** The format of both; absent for YAML. */
  readonly toolchain?: string | undefined
}

/** `ConfigDiff` from one document to another (contract 4.5). Comments and formatting do not count. */
export function configDiff(before: string, after: string, options: DiffOptions = {}): ConfigDiff {
  if (before === after && options.unchanged !== true) return { Resources: [] }
  const old = readShallow(before, options.toolchain)
  const fresh = readShallow(after, options.toolchain)
  if (!old.ok || !fresh.ok) return { Resources: [wholeText(before, after)] }
  const pairs = inOrder(pairResources(old.value, fresh.value))
  return { Resources: pairs.flatMap((pair) => resourceDiff(pair, options)) }
}

/** A text that is not YAML has no resources and is compared line by line. */
function wholeText(before: string, after: string): ResourceDiff {
  const change = { ...nameless, path: '', change: 'Update', from: before, to: after } as const
  return {
    Resource: resourceInfo('', ''),
    ChangeType: before === after ? 'None' : 'Update',
    ...(before === after
      ? {}
      : { Changes: [pathChange(change, new DiffPaths(), { from: before, to: after })] }),
  }
}

const nameless = { resourceType: '', resourceName: '' }

type Pair = { readonly from?: Resource; readonly to?: Resource }

/** In the order of the second document; a removed one comes after the one it followed. */
function inOrder(pairs: readonly Pair[]): Pair[] {
  const placed: { readonly pair: Pair; readonly at: number }[] = []
  let last = -1
  for (const pair of pairs) {
    if (pair.to !== undefined) last = pair.to.index
    placed.push({ pair, at: pair.to?.index ?? last + 0.5 })
  }
  return placed.toSorted((a, b) => a.at - b.at).map(({ pair }) => pair)
}

function resourceDiff(pair: Pair, options: DiffOptions): ResourceDiff[] {
  const { from, to } = pair
  const shown = to ?? from
  if (shown === undefined || options.selects?.(shown) === false) return []
  const Resource = resourceInfo(shown.resourceType, shown.resourceName)
  if (from === undefined)
    return [
      { Resource, ChangeType: 'Add', ...textOf('ToValue', shown.value), ...setBy(options, Resource, '') },
    ]
  if (to === undefined) return [{ Resource, ChangeType: 'Delete', ...textOf('FromValue', from.value) }]
  const changes = diffResources([from], [to])
  const renamed = from.resourceName !== to.resourceName
  if (changes.length === 0) return options.unchanged === true ? [{ Resource, ChangeType: 'None' }] : []
  const sides = { from: from.value, to: to.value }
  const paths = new DiffPaths()
  return [
    {
      Resource,
      ...(renamed ? { PreviousResource: resourceInfo(from.resourceType, from.resourceName) } : {}),
      ChangeType: 'Update',
      Changes: changes.map((change) => ({
        ...pathChange(change, paths, sides),
        ...setBy(options, Resource, change.path),
      })),
    },
  ]
}

function setBy({ sources }: DiffOptions, Resource: ResourceInfo, path: string) {
  const Attribution = sources === undefined ? undefined : sourceOf(sources, Resource, path)
  return Attribution === undefined ? {} : { Attribution }
}

function pathChange(
  { path, change, from, to }: Change,
  paths: DiffPaths,
  sides: { readonly from: Json; readonly to: Json },
): PathChange {
  const Segments = paths.segments(path, sides, change === 'Delete')
  const named = { Path: path, DisplayPath: path, Segments }
  const field = Segments.at(-1)?.Field
  // diffConfig descends into lists, so two lists that differ as a whole differ only in their order.
  if (change === 'Update' && isJsonList(from) && isJsonList(to))
    return {
      ...named,
      ChangeType: 'Reorder',
      ...textOf('FromValue', inShort(field, from)),
      ...textOf('ToValue', inShort(field, to)),
    }
  const replaced = change === 'Update' && kindOf(from) !== kindOf(to)
  return {
    ...named,
    ChangeType: replaced ? 'Replace' : change,
    ...(from === undefined ? {} : textOf('FromValue', from)),
    ...(to === undefined ? {} : textOf('ToValue', to)),
    ...patchOf(from, to),
  }
}

/** Named elements are identified by name. */
function inShort(field: string | undefined, list: readonly Json[]): Json {
  const key = mergeKeyOf(field, list)?.keys[0]
  return key === undefined
    ? list
    : list.map((element) => (isJsonMap(element) ? (element[key] ?? null) : element))
}

function patchOf(from: Json | undefined, to: Json | undefined) {
  const texts = typeof from === 'string' && typeof to === 'string'
  return texts && (from.includes('\n') || to.includes('\n')) ? { Patch: linePatch(from, to) } : {}
}

function kindOf(value: Json | undefined): 'map' | 'list' | 'scalar' {
  if (isJsonMap(value)) return 'map'
  return isJsonList(value) ? 'list' : 'scalar'
}

function textOf<Name extends 'FromValue' | 'ToValue'>(name: Name, value: Json): { [key in Name]?: string } {
  const text = typeof value === 'string' ? value : stringify(value).replace(/\n$/, '')
  const field: { [key in 'FromValue' | 'ToValue']?: string } = text === '' ? {} : { [name]: text }
  return field
}
