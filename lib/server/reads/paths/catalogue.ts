import 'server-only'
import { compareText } from '#lib/base/code-point-order.ts'
import type { PathsResponse, SeenPath } from '#lib/rows/paths-wire.ts'
import type { Outline } from '#lib/server/work/outline.ts'

/** An answer with more would take longer to send than to search in. */
const maxPaths = 4_000
const maxValues = 5

type Value = SeenPath['values'][number]
type Draft = { readonly kinds: Set<SeenPath['kinds'][number]>; units: number; values: Map<unknown, Value> }

/** Counts paths over outlines of documents. */
export class PathCatalogue {
  readonly #types = new Map<string, { units: number; readonly paths: Map<string, Draft> }>()

  /** An outline, and how many units have its document. */
  add(outline: Outline, units: number): void {
    for (const { resourceType, paths } of outline) {
      const type = this.#types.get(resourceType) ?? { units: 0, paths: new Map<string, Draft>() }
      this.#types.set(resourceType, type)
      type.units += units
      for (const [path, { kinds, values }] of Object.entries(paths)) {
        const draft = type.paths.get(path) ?? { kinds: new Set(), units: 0, values: new Map() }
        type.paths.set(path, draft)
        draft.units += units
        for (const kind of kinds) draft.kinds.add(kind)
        for (const { value, masked } of values) addValue(draft, { value, masked }, units)
      }
    }
  }

  /** Of all types, or of one. */
  seen(resourceType: string): Pick<PathsResponse, 'resourceTypes' | 'paths' | 'otherPaths'> {
    const types = [...this.#types].filter(([type]) => resourceType === '' || type === resourceType)
    const paths = types.flatMap(([type, found]) =>
      [...found.paths].map(([path, draft]) => seenPath(type, path, draft)),
    )
    paths.sort(
      (a, b) =>
        b.units - a.units || compareText(a.path, b.path) || compareText(a.resourceType, b.resourceType),
    )
    return {
      resourceTypes: types
        .map(([type, { units }]) => ({ resourceType: type, units }))
        .sort((a, b) => b.units - a.units || compareText(a.resourceType, b.resourceType)),
      paths: paths.slice(0, maxPaths),
      otherPaths: Math.max(0, paths.length - maxPaths),
    }
  }
}

function addValue(
  { values }: Draft,
  { value, masked }: { value: Value['value'] | null; masked: true | undefined },
  units: number,
): void {
  if (value === null) return
  const known = values.get(value)
  if (known !== undefined) known.units += units
  else values.set(value, { value, units, ...(masked && { masked }) })
}

function seenPath(resourceType: string, path: string, { kinds, units, values }: Draft): SeenPath {
  const byCount = [...values.values()].sort(
    (a, b) => b.units - a.units || compareText(String(a.value), String(b.value)),
  )
  return {
    resourceType,
    path,
    kinds: [...kinds].sort(),
    units,
    values: byCount.slice(0, maxValues),
    otherValues: Math.max(0, byCount.length - maxValues),
  }
}
