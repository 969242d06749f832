import { isJsonMap, type Json, member } from '#lib/base/json.ts'
import { identify, type MergeKey } from '#lib/path/merge-keys.ts'

/** A list whose elements find one another by their merge key, each in one step however long the list is. */
export class Partners {
  readonly #elements: (Json | undefined)[] = []
  readonly #mergeKey: MergeKey
  readonly #firstKey: MergeKey
  /** Places by the whole key, and by its first part alone. */
  readonly #byKey = new Map<string | undefined, Set<number>>()
  readonly #byFirst = new Map<string | undefined, Set<number>>()

  constructor(list: readonly Json[], mergeKey: MergeKey) {
    this.#mergeKey = mergeKey
    this.#firstKey = { keys: mergeKey.keys.slice(0, 1) }
    for (const element of list) this.add(element)
  }

  /** A port without protocol means the only port of that number, else the TCP one. */
  find(element: Json): number | undefined {
    const { keys } = this.#mergeKey
    const given = isJsonMap(element) ? keys.filter((key) => member(element, key) !== undefined) : []
    if (given.length < keys.length) {
      const [only, another] = this.#byFirst.get(identify(element, this.#firstKey)) ?? []
      if (only !== undefined && another === undefined) return only
    }
    const [first] = this.#byKey.get(identify(element, this.#mergeKey)) ?? []
    return first
  }

  at(index: number): Json | undefined {
    return this.#elements[index]
  }

  add(element: Json): void {
    this.#elements.push(element)
    this.#note(this.#elements.length - 1)
  }

  replace(index: number, element: Json): void {
    const isSame = identify(element, this.#mergeKey) === identify(this.#elements[index], this.#mergeKey)
    if (!isSame) this.remove(index)
    this.#elements[index] = element
    if (!isSame) this.#note(index)
  }

  remove(index: number): void {
    const element = this.#elements[index]
    this.#byKey.get(identify(element, this.#mergeKey))?.delete(index)
    this.#byFirst.get(identify(element, this.#firstKey))?.delete(index)
    this.#elements[index] = undefined
  }

  list(): Json[] {
    return this.#elements.filter((element) => element !== undefined)
  }

  #note(index: number): void {
    const element = this.#elements[index]
    noteIn(this.#byKey, identify(element, this.#mergeKey), index)
    noteIn(this.#byFirst, identify(element, this.#firstKey), index)
  }
}

function noteIn(places: Map<string | undefined, Set<number>>, id: string | undefined, index: number): void {
  const known = places.get(id)
  if (known === undefined) places.set(id, new Set([index]))
  else known.add(index)
}
