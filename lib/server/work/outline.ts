import { isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import type { MaskOptions } from '#lib/config/mask/mask.ts'
import { elementNamer } from '#lib/path/element-name.ts'
import { pathText } from '#lib/path/print-path.ts'
import type { SeenPath } from '#lib/rows/paths-wire.ts'
import { type ShownValue, shownResources, shownScalar } from '#lib/server/work/value-cells.ts'

/** A path that a document has, with what stands there. */
export type OutlinePath = {
  readonly kinds: readonly SeenPath['kinds'][number][]
  readonly values: readonly ShownValue[]
  /** It has more values. */
  readonly moreValues?: true
}

/** The paths of a document, by resource type; undefined when it cannot be read. */
export type Outline = {
  readonly types: readonly {
    readonly resourceType: string
    readonly paths: Readonly<Record<string, OutlinePath>>
  }[]
  /** It has more paths. */
  readonly isCut: boolean
  /** Characters that it takes, so that nobody has to write it out to know. */
  readonly size: number
}

/** Of one document, of all types; longer ones are cut, so that none fills the answer alone. */
const maxPaths = 1_500
/** Of one path in one document: the elements of a list may all differ. */
const maxValues = 8
/** Of one place: with and without the names of the lists around it. */
const maxSpellings = 8
/** Longer values are of no use in a list of suggestions. */
const maxText = 120

type Draft = {
  readonly kinds: Set<SeenPath['kinds'][number]>
  readonly values: Map<unknown, ShownValue>
  hasMore: boolean
}

type Drafts = { readonly types: Map<string, Map<string, Draft>>; count: number; isCut: boolean }

/** Which paths a document has and what stands there, secrets masked. */
export function outlineOf(
  document: string,
  options: MaskOptions = {},
  toolchain?: string,
): Outline | undefined {
  const read = shownResources(document, options, toolchain)
  if (!read.ok) return undefined
  const drafts: Drafts = { types: new Map(), count: 0, isCut: false }
  for (const { resourceType, value } of withItems(read.value)) {
    const paths = drafts.types.get(resourceType) ?? new Map<string, Draft>()
    drafts.types.set(resourceType, paths)
    collect(drafts, paths, [''], value, undefined)
  }
  const types = [...drafts.types].map(([resourceType, paths]) => ({
    resourceType,
    paths: Object.fromEntries([...paths].map(([path, draft]) => [path, outlinePath(draft)])),
  }))
  return { types, isCut: drafts.isCut, size: JSON.stringify(types).length }
}

function outlinePath({ kinds, values, hasMore }: Draft): OutlinePath {
  return { kinds: [...kinds], values: [...values.values()], ...(hasMore && { moreValues: true }) }
}

function collect(
  drafts: Drafts,
  paths: Map<string, Draft>,
  spellings: readonly string[],
  value: Json,
  field: string | undefined,
): void {
  for (const path of spellings) if (path !== '') note(drafts, paths, path, value)
  if (isJsonMap(value)) {
    for (const [key, each] of Object.entries(value))
      collect(drafts, paths, longer(drafts, spellings, [pathText([{ kind: 'key', key }])]), each, key)
  } else if (isJsonList(value)) {
    const nameOf = elementNamer(value, field)
    for (const [index, each] of value.entries()) {
      const name = nameOf(index)
      const steps = name.kind === 'index' ? ['*'] : ['*', pathText([name])]
      collect(drafts, paths, longer(drafts, spellings, steps), each, undefined)
    }
  }
}

function longer(drafts: Drafts, spellings: readonly string[], steps: readonly string[]): string[] {
  const all = steps.flatMap((step) => spellings.map((path) => (path === '' ? step : `${path}.${step}`)))
  if (all.length > maxSpellings) drafts.isCut = true
  return all.slice(0, maxSpellings)
}

function note(drafts: Drafts, paths: Map<string, Draft>, path: string, value: Json): void {
  let draft = paths.get(path)
  if (draft === undefined) {
    if (drafts.count >= maxPaths) {
      drafts.isCut = true
      return
    }
    drafts.count += 1
    draft = { kinds: new Set(), values: new Map(), hasMore: false }
    paths.set(path, draft)
  }
  draft.kinds.add(kindOf(value))
  if (isJsonMap(value) || isJsonList(value) || value === null || draft.values.has(value)) return
  if (draft.values.size >= maxValues) draft.hasMore = true
  else draft.values.set(value, shownScalar(value, maxText))
}

function kindOf(value: Json): SeenPath['kinds'][number] {
  if (value === null) return 'null'
  if (isJsonList(value)) return 'list'
  switch (typeof value) {
    case 'object':
      return 'map'
    case 'boolean':
      return 'boolean'
    case 'string':
      return 'text'
    default:
      return 'number'
  }
}
