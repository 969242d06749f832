import { isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import type { MaskOptions } from '#lib/config/mask/mask.ts'
import { elementNamer } from '#lib/path/element-name.ts'
import { pathText } from '#lib/path/print-path.ts'
import type { SeenPath } from '#lib/rows/paths-wire.ts'
import { type ShownValue, shownResources, shownScalar } from '#lib/server/work/value-cells.ts'

/** A path that a document has, with what stands there. */
type OutlinePath = {
  readonly kinds: readonly SeenPath['kinds'][number][]
  readonly values: readonly ShownValue[]
}

/** The paths of a document, by resource type; undefined when it cannot be read. */
export type Outline = readonly {
  readonly resourceType: string
  readonly paths: Readonly<Record<string, OutlinePath>>
}[]

/** Of one document; longer ones are cut, so that none fills the answer alone. */
const maxPaths = 3_000
/** Of one path in one document: the elements of a list may all differ. */
const maxValues = 8
/** Of one place: with and without the names of the lists around it. */
const maxSpellings = 8
/** Longer values are of no use in a list of suggestions. */
const maxText = 120

type Draft = { readonly kinds: Set<SeenPath['kinds'][number]>; readonly values: Map<unknown, ShownValue> }

/** Which paths a document has and what stands there, secrets masked. */
export function outlineOf(
  document: string,
  options: MaskOptions = {},
  toolchain?: string,
): Outline | undefined {
  const read = shownResources(document, options, toolchain)
  if (!read.ok) return undefined
  const types = new Map<string, Map<string, Draft>>()
  for (const { resourceType, value } of withItems(read.value)) {
    const paths = types.get(resourceType) ?? new Map<string, Draft>()
    types.set(resourceType, paths)
    collect(paths, [''], value, undefined)
  }
  return [...types].map(([resourceType, paths]) => ({
    resourceType,
    paths: Object.fromEntries(
      [...paths].map(([path, { kinds, values }]) => [
        path,
        { kinds: [...kinds], values: [...values.values()] },
      ]),
    ),
  }))
}

function collect(
  paths: Map<string, Draft>,
  spellings: readonly string[],
  value: Json,
  field: string | undefined,
): void {
  for (const path of spellings) if (path !== '') note(paths, path, value)
  if (isJsonMap(value)) {
    for (const [key, each] of Object.entries(value))
      collect(paths, longer(spellings, [pathText([{ kind: 'key', key }])]), each, key)
  } else if (isJsonList(value)) {
    const nameOf = elementNamer(value, field)
    for (const [index, each] of value.entries()) {
      const name = nameOf(index)
      const steps = name.kind === 'index' ? ['*'] : ['*', pathText([name])]
      collect(paths, longer(spellings, steps), each, undefined)
    }
  }
}

function longer(spellings: readonly string[], steps: readonly string[]): string[] {
  const all = steps.flatMap((step) => spellings.map((path) => (path === '' ? step : `${path}.${step}`)))
  return all.slice(0, maxSpellings)
}

function note(paths: Map<string, Draft>, path: string, value: Json): void {
  const known = paths.get(path)
  if (known === undefined && paths.size >= maxPaths) return
  const draft = known ?? { kinds: new Set(), values: new Map() }
  paths.set(path, draft)
  draft.kinds.add(kindOf(value))
  if (isJsonMap(value) || isJsonList(value) || value === null || draft.values.size >= maxValues) return
  const shown = shownScalar(value, maxText)
  draft.values.set(shown.value, shown)
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
