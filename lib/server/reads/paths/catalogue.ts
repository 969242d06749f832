import 'server-only'
import { compareText } from '#lib/base/code-point-order.ts'
import type { PathsResponse, SeenPath } from '#lib/rows/paths-wire.ts'
import type { Outline, OutlinePath } from '#lib/server/work/outline.ts'
import type { ShownValue } from '#lib/server/work/value-cells.ts'

/** An answer with more would take longer to send than to search in. */
const maxPaths = 4_000
const maxValues = 5
/** Everything else is only counted: this is done in the thread that answers everybody. */
const maxDrafts = 20_000
const maxTypes = 1_000
/** Of one path. */
const maxDraftValues = 32

type Value = SeenPath['values'][number]
type Draft = {
  readonly resourceType: string
  readonly path: string
  readonly kinds: Set<SeenPath['kinds'][number]>
  units: number
  readonly values: Map<unknown, Value>
  moreValues: boolean
}
type Type = { units: number; readonly paths: Map<string, Draft>; readonly rest: Set<string> }

/** Counts paths over outlines of documents. */
export class PathCatalogue {
  readonly #types = new Map<string, Type>()
  #drafts = 0
  #cut = 0

  /** An outline, and how many units have its document. */
  add({ types, isCut }: Outline, units: number): void {
    if (isCut) this.#cut += 1
    for (const { resourceType, paths } of types) {
      const type = this.#types.get(resourceType) ?? { units: 0, paths: new Map(), rest: new Set() }
      this.#types.set(resourceType, type)
      type.units += units
      for (const [path, seen] of Object.entries(paths)) {
        const draft = this.#draft(type, resourceType, path)
        if (draft !== undefined) addPath(draft, seen, units)
      }
    }
  }

  #draft({ paths, rest }: Type, resourceType: string, path: string): Draft | undefined {
    const known = paths.get(path)
    if (known !== undefined) return known
    if (this.#drafts >= maxDrafts) {
      rest.add(path)
      return undefined
    }
    this.#drafts += 1
    const draft = {
      resourceType,
      path,
      kinds: new Set<never>(),
      units: 0,
      values: new Map(),
      moreValues: false,
    }
    paths.set(path, draft)
    return draft
  }

  seen(): Pick<PathsResponse, 'resourceTypes' | 'paths' | 'otherPaths' | 'cutDocuments'> {
    const types = [...this.#types]
    const drafts = types.flatMap(([, { paths }]) => [...paths.values()])
    const rest = types.reduce((sum, [, type]) => sum + type.rest.size, 0)
    const resourceTypes = types.map(([resourceType, { units }]) => ({ resourceType, units, path: '' }))
    return {
      resourceTypes: mostFrequent(resourceTypes, maxTypes).map(({ resourceType, units }) => ({
        resourceType,
        units,
      })),
      paths: mostFrequent(drafts, maxPaths).map(seenPath),
      otherPaths: Math.max(0, drafts.length - maxPaths) + rest,
      cutDocuments: this.#cut,
    }
  }
}

type Counted = { readonly units: number; readonly path: string; readonly resourceType: string }

/** Texts are compared only of those that can be among the first. */
function mostFrequent<C extends Counted>(all: readonly C[], atMost: number): C[] {
  const least =
    Uint32Array.from(all, ({ units }) => units)
      .sort()
      .at(-atMost) ?? 0
  return all
    .filter(({ units }) => units >= least)
    .sort(
      (a, b) =>
        b.units - a.units || compareText(a.path, b.path) || compareText(a.resourceType, b.resourceType),
    )
    .slice(0, atMost)
}

function addPath(draft: Draft, { kinds, values, moreValues }: OutlinePath, units: number): void {
  draft.units += units
  for (const kind of kinds) draft.kinds.add(kind)
  for (const value of values) addValue(draft, value, units)
  if (moreValues) draft.moreValues = true
}

function addValue(draft: Draft, { value, masked, isJson, digest }: ShownValue, units: number): void {
  if (value === null) return
  const { values } = draft
  const isOther = digest !== undefined || isJson === true
  const key = isOther ? `\n${digest ?? value}` : value
  const known = values.get(key)
  if (known !== undefined) known.units += units
  else if (values.size >= maxDraftValues) draft.moreValues = true
  else values.set(key, { value, units, ...(masked && { masked }), ...(isOther && { isCut: true }) })
}

function seenPath({ resourceType, path, kinds, units, values, moreValues }: Draft): SeenPath {
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
    moreValues,
  }
}
