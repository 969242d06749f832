import { isJsonList, isJsonMap, type Json, member } from '#lib/base/json.ts'
import { pairElements } from '#lib/config/compare/diff.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { type MergeKey, mergeKeyOf } from '#lib/path/merge-keys.ts'
import { parsePath } from '#lib/path/parse-path.ts'

/** One step of a changed path: a map key, or a list element with its place on each side, -1 where it is on none. */
export type DiffSegment = {
  readonly Field?: string
  /** What identifies the element, if its list has merge keys. */
  readonly MergeKeys?: readonly { readonly Key: string; readonly Value: string }[]
  readonly FromIndex: number
  readonly ToIndex: number
}

type Sides = { readonly from: Json | undefined; readonly to: Json | undefined }

/** Reads the steps of the paths of one diff; what is known about a list is reused for all its changes. */
export class DiffPaths {
  readonly #known = new WeakMap<readonly Json[], ListPair>()

  /** The steps of a path of `diffConfig` through the values on both sides (contract 4.5). */
  segments(path: string, sides: Sides, isDelete: boolean): DiffSegment[] {
    const parsed = path === '' ? undefined : parsePath(path)
    if (parsed === undefined || !parsed.ok) return []
    const steps: DiffSegment[] = []
    let at = sides
    for (const [index, segment] of parsed.value.segments.entries()) {
      const gone = isDelete && index === parsed.value.segments.length - 1
      const step = this.#pair(at, steps.at(-1)?.Field)?.step(segment, gone) ?? fieldStep(segment)
      steps.push(step)
      at = { from: inside(at.from, step, step.FromIndex), to: inside(at.to, step, step.ToIndex) }
    }
    return steps
  }

  #pair({ from, to }: Sides, field: string | undefined): ListPair | undefined {
    const list = isJsonList(to) ? to : isJsonList(from) ? from : undefined
    if (list === undefined) return undefined
    const known = this.#known.get(list)
    if (known !== undefined) return known
    const pair = new ListPair(field, isJsonList(from) ? from : [], isJsonList(to) ? to : [])
    this.#known.set(list, pair)
    return pair
  }
}

/** A list on both sides of a change. A removed element is named as in its old list, any other as in its new one. */
class ListPair {
  readonly #from: Side
  readonly #to: Side
  /** Index on the new side -> on the old side. */
  readonly #kept: ReadonlyMap<number, number>

  constructor(field: string | undefined, from: readonly Json[], to: readonly Json[]) {
    this.#from = new Side(field, from)
    this.#to = new Side(field, to)
    this.#kept = new Map(pairElements(field, from, to).kept.map((pair) => [pair.to, pair.from]))
  }

  step(segment: PathSegment, gone: boolean): DiffSegment {
    const side = gone ? this.#from : this.#to
    const index = side.placeOf(segment)
    return {
      ...side.mergeKeysOf(index),
      FromIndex: gone ? index : (this.#kept.get(index) ?? -1),
      ToIndex: gone ? -1 : index,
    }
  }
}

class Side {
  readonly #list: readonly Json[]
  readonly #mergeKey: MergeKey | undefined
  /** `name=main` -> index. */
  readonly #places = new Map<string, number>()
  readonly #indexed = new Set<string>()

  constructor(field: string | undefined, list: readonly Json[]) {
    this.#list = list
    this.#mergeKey = mergeKeyOf(field, list)
  }

  placeOf(segment: PathSegment): number {
    if (segment.kind === 'index') return segment.index
    if (segment.kind !== 'match') return -1
    if (!this.#indexed.has(segment.key)) this.#index(segment.key)
    return this.#places.get(`${segment.key}=${segment.value}`) ?? -1
  }

  mergeKeysOf(index: number): Pick<DiffSegment, 'MergeKeys'> {
    const element = this.#list[index]
    const { keys, defaults } = this.#mergeKey ?? {}
    if (keys === undefined || !isJsonMap(element)) return {}
    return {
      MergeKeys: keys.map((Key) => ({ Key, Value: String(member(element, Key) ?? defaults?.[Key] ?? '') })),
    }
  }

  #index(key: string): void {
    this.#indexed.add(key)
    for (const [index, element] of this.#list.entries()) {
      const value = isJsonMap(element) ? member(element, key) : undefined
      if (value !== undefined && !this.#places.has(`${key}=${value}`))
        this.#places.set(`${key}=${value}`, index)
    }
  }
}

function fieldStep(segment: PathSegment): DiffSegment {
  return { Field: keyOf(segment), FromIndex: -1, ToIndex: -1 }
}

function keyOf(segment: PathSegment): string {
  if (segment.kind === 'key' || segment.kind === 'param') return segment.key
  // In a map, digits are a key like any other.
  return segment.kind === 'index' ? String(segment.index) : ''
}

function inside(value: Json | undefined, { Field }: DiffSegment, index: number): Json | undefined {
  if (isJsonList(value)) return value[index]
  return isJsonMap(value) && Field !== undefined ? member(value, Field) : undefined
}
