import { isJsonMap, type Json, type JsonMap } from '#lib/base/json.ts'
import {
  type FieldKind,
  fieldKind,
  kubernetesFields,
  kubernetesKinds,
} from '#lib/config/testing/kubernetes-fields.ts'
import { Random } from '#lib/config/testing/random.ts'
import {
  type Draft,
  type ListKind,
  likelihood,
  oneOf,
  someOf,
  withoutKey,
} from '#lib/config/testing/random-values.ts'

/** The same seed gives the same document; every tenth has mistakes. */
export function randomDocument(kind: string, name: string, seed: number): JsonMap {
  const random = new Random(seed + 0x5eed)
  const { metadata = {}, ...rest } = new DocumentMaker(random, random.chance(0.1) ? 0.05 : 0).map(kind)
  return {
    apiVersion: kubernetesKinds[kind] ?? '',
    kind,
    metadata: { name, ...(isJsonMap(metadata) ? metadata : {}) },
    ...rest,
  }
}

class DocumentMaker {
  readonly #random: Random
  readonly #mistakes: number

  constructor(random: Random, mistakes: number) {
    this.#random = random
    this.#mistakes = mistakes
  }

  map(type: string): JsonMap {
    const made: Draft = {}
    for (const field of Object.keys(kubernetesFields[type] ?? {})) {
      if (this.#random.chance(likelihood(field, 0.4))) made[field] = this.#value(fieldKind(type, field))
    }
    if (this.#random.chance(this.#mistakes)) made.unheardOf = this.#random.pick<Json>([{ a: 1 }, [1]])
    return made
  }

  #value(field: FieldKind | undefined): Json {
    switch (field?.kind) {
      case 'labels':
        return Object.fromEntries(
          someOf(this.#random, 'name', 3).map((key) => [String(key), oneOf(this.#random, 'text')]),
        )
      case 'scalars':
        return someOf(this.#random, field.pool, 3)
      case 'map':
        return this.map(field.type)
      case 'list':
        return this.#list(field)
      default:
        return oneOf(this.#random, field?.pool ?? 'text')
    }
  }

  #list({ type, keys }: ListKind): Json {
    const [key = ''] = keys
    const pool = fieldKind(type, key)
    const names = pool?.kind === 'scalar' ? someOf(this.#random, pool.pool, 3) : ['x', 'y'].slice(0, 2)
    const list = names.map((name): Json => {
      const element = keys.length === 0 ? this.map(type) : { ...this.map(type), [key]: name }
      if (!this.#random.chance(this.#mistakes)) return element
      return this.#random.chance(0.8) ? withoutKey(element, key) : 'x'
    })
    const [first] = list
    // Elements of one name: those of several keys may differ in the others, variables are there twice.
    const isTwice =
      first !== undefined && this.#random.chance(keys.length > 1 ? 0.3 : type === 'Variable' ? 0.1 : 0.02)
    return isTwice && key !== '' && isJsonMap(first)
      ? [...list, { ...this.map(type), [key]: first[key] ?? null }]
      : list
  }
}
