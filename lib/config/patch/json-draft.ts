import { isJsonList, isJsonMap, type Json, type MapDraft, member, setMember } from '#lib/base/json.ts'
import type { Steps } from '#lib/config/document/budget.ts'

/** A list or map of a draft that may be changed in place. */
export type Container =
  | { readonly kind: 'list'; readonly list: Json[] }
  | { readonly kind: 'map'; readonly map: MapDraft }

/**
 * A value that is changed in many steps. A list or map is copied on its first change and changed in place afterwards,
 * so that n changes of a list do not take n copies. The original stays as it is.
 */
export class JsonDraft {
  root: Json
  readonly #steps: Steps
  readonly #own = new WeakMap<object, Container>()

  constructor(root: Json, steps: Steps) {
    this.root = root
    this.#steps = steps
  }

  /** The list or map at a place, to be changed; nothing when there is none. */
  containerAt(tokens: readonly string[]): Container | undefined {
    let current = this.#owned(this.root)
    if (current !== undefined) this.root = contentOf(current)
    for (const token of tokens) {
      if (current === undefined) return undefined
      const inside: Container | undefined = this.#owned(valueAt(contentOf(current), token))
      if (inside !== undefined) this.put(current, token, contentOf(inside))
      current = inside
    }
    return current
  }

  /** Replaces what stands there. */
  put(container: Container, token: string, value: Json): void {
    if (container.kind === 'map') setMember(container.map, token, value)
    else container.list[Number(token)] = value
  }

  insert(list: Json[], index: number, value: Json): void {
    // The items behind it move, which is quick, but not free.
    this.#steps.take(1 + Math.floor((list.length - index) / 64))
    list.splice(index, 0, value)
  }

  remove(container: Container, token: string): void {
    if (container.kind === 'map') Reflect.deleteProperty(container.map, token)
    else {
      this.#steps.take(1 + Math.floor((container.list.length - Number(token)) / 64))
      container.list.splice(Number(token), 1)
    }
  }

  #owned(value: Json | undefined): Container | undefined {
    if (typeof value !== 'object' || value === null) return undefined
    const known = this.#own.get(value)
    if (known !== undefined) return known
    const copy = copyOf(value)
    if (copy === undefined) return undefined
    this.#steps.take(copy.kind === 'list' ? copy.list.length : Object.keys(copy.map).length)
    this.#own.set(contentOf(copy), copy)
    return copy
  }
}

export function valueAt(value: Json, token: string): Json | undefined {
  if (isJsonMap(value)) return member(value, token)
  if (isJsonList(value)) return isListIndex(token) ? value[Number(token)] : undefined
  return undefined
}

export function isListIndex(token: string): boolean {
  return /^(0|[1-9][0-9]{0,8})$/.test(token)
}

function contentOf(container: Container): readonly Json[] | { readonly [key: string]: Json } {
  return container.kind === 'list' ? container.list : container.map
}

function copyOf(value: Json): Container | undefined {
  if (isJsonList(value)) return { kind: 'list', list: [...value] }
  return isJsonMap(value) ? { kind: 'map', map: { ...value } } : undefined
}
