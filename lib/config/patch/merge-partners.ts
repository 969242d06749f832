import { isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import { type At, MergeRefused } from '#lib/config/patch/merge-directives.ts'
import { identify, type MergeKey } from '#lib/path/merge-keys.ts'

/**
 * Finds the elements of a document's list that the elements of a patch mean, each in one step however long the list
 * is. Only the document's own elements are found: two new elements of one patch never meet.
 */
export class Partners {
  readonly #list: readonly Json[]
  readonly #keys: readonly string[]
  readonly #mergeKey: MergeKey
  readonly #wholeKey: MergeKey
  readonly #firstKey: MergeKey
  readonly #byFirst: ReadonlyMap<string | undefined, number[]>
  readonly #byKey: ReadonlyMap<string | undefined, number[]>
  readonly #patched: ReadonlyMap<string | undefined, number[]>
  readonly #last: boolean

  /** With `last` the last of several elements of one name is meant, which is the variable that a container sees. */
  constructor(list: readonly Json[], patch: readonly JsonMap[], mergeKey: MergeKey, last: boolean) {
    this.#list = list
    this.#keys = mergeKey.keys
    this.#mergeKey = mergeKey
    this.#wholeKey = { ...mergeKey, defaults: { ...missing(mergeKey.keys), ...mergeKey.defaults } }
    this.#firstKey = { ...mergeKey, keys: mergeKey.keys.slice(0, 1) }
    this.#byFirst = placesBy(list, this.#firstKey)
    this.#byKey = placesBy(list, this.#wholeKey)
    this.#patched = placesBy(patch, this.#firstKey)
    this.#last = last
  }

  /** The index of the element that is meant; undefined when it is a new one. */
  find(element: JsonMap, at: At): number | undefined {
    const first = identify(element, this.#firstKey)
    const candidates = this.#byFirst.get(first) ?? []
    if (this.#keys.length === 1) return this.#last ? candidates.at(-1) : candidates[0]
    const [exact] = this.#byKey.get(identify(element, this.#wholeKey)) ?? []
    if (exact !== undefined) return exact
    const isAlone = (this.#patched.get(first) ?? []).length === 1
    if (!this.#mayMeanAnother(element, isAlone) || candidates.length === 0) return undefined
    if (candidates.length === 1) return candidates[0]
    const keys = this.#keys.slice(1).join(' and ')
    throw new MergeRefused(at, `may be any of ${candidates.length} elements; name its ${keys} too`)
  }

  /** All elements that agree in the keys that are given. */
  findAll(element: JsonMap): number[] {
    const given = this.#keys.filter((key) => isGiven(element, key))
    const givenKey = { ...this.#mergeKey, keys: given }
    const wanted = identify(element, givenKey)
    const candidates = this.#byFirst.get(identify(element, this.#firstKey)) ?? []
    return candidates.filter((index) => identify(this.#list[index], givenKey) === wanted)
  }

  /**
   * An element that does not agree in all keys with any may still mean the one that has its first key, as kubectl takes
   * it, unless it says itself that it is another: a port of another protocol is another port.
   */
  #mayMeanAnother(element: JsonMap, isAlone: boolean): boolean {
    if (!isAlone) return false
    const { defaults } = this.#mergeKey
    return defaults === undefined || Object.keys(defaults).some((key) => !isGiven(element, key))
  }
}

function isGiven(element: JsonMap, key: string): boolean {
  return (member(element, key) ?? null) !== null
}

/** Elements without one of the further keys agree in not having it. The first key is always there. */
function missing([, ...others]: readonly string[]): Record<string, string> {
  return Object.fromEntries(others.map((key) => [key, '']))
}

function placesBy(list: readonly Json[], mergeKey: MergeKey): Map<string | undefined, number[]> {
  const places = new Map<string | undefined, number[]>()
  for (const [index, element] of list.entries()) {
    const id = isJsonMap(element) ? identify(element, mergeKey) : undefined
    const known = places.get(id)
    if (known === undefined) places.set(id, [index])
    else known.push(index)
  }
  return places
}
