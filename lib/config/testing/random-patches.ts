import { isJsonList, type Json, type JsonMap } from '#lib/base/json.ts'
import { type FieldKind, fieldKind, kubernetesFields } from '#lib/config/testing/kubernetes-fields.ts'
import { Random } from '#lib/config/testing/random.ts'
import {
  type Draft,
  type ListKind,
  likelihood,
  oneOf,
  type ScalarsKind,
  someOf,
  withoutKey,
} from '#lib/config/testing/random-values.ts'

/** The same seed gives the same patch; every third has mistakes, three of five have instructions. */
export function randomPatch(kind: string, seed: number): JsonMap {
  const random = new Random(seed)
  const mistakes = random.chance(0.3) ? 0.06 : 0
  const instructions = random.chance(0.6) ? 0.15 : 0
  return new PatchMaker(random, mistakes, instructions).map(kind)
}

/** What people write in patches, instructions and mistakes included. */
class PatchMaker {
  readonly #random: Random
  readonly #mistakes: number
  readonly #instructions: number

  constructor(random: Random, mistakes: number, instructions: number) {
    this.#random = random
    this.#mistakes = mistakes
    this.#instructions = instructions
  }

  map(type: string): JsonMap {
    const made: Draft = {}
    for (const field of Object.keys(kubernetesFields[type] ?? {})) {
      if (!this.#random.chance(likelihood(field, 0.25))) continue
      const kind = fieldKind(type, field)
      made[field] = this.#value(kind)
      if (kind?.kind === 'list' || kind?.kind === 'scalars') this.#aboutList(made, field, kind)
    }
    this.#aboutMap(made)
    return made
  }

  #aboutMap(made: Draft): void {
    const random = this.#random
    if (random.chance(this.#mistakes)) made.unheardOf = random.pick<Json>([1, 'x', { a: 1 }, [1], null])
    if (random.chance(this.#instructions / 6)) made.$patch = random.pick(['replace', 'delete', 'replace'])
    if (random.chance(this.#mistakes / 4)) made.$patch = random.pick<Json>(['merge', 'remove', 1, null])
    if (!random.chance(this.#instructions / 4)) return
    const fields = Object.keys(made).filter((key) => !key.startsWith('$'))
    made.$retainKeys = random.chance(this.#mistakes)
      ? random.pick<Json>(['name', null, [1], fields.slice(1)])
      : fields
  }

  #value(field: FieldKind | undefined): Json {
    const random = this.#random
    if (random.chance(0.06)) return null
    if (random.chance(this.#mistakes)) return random.pick<Json>(['x', 1, true, {}, [], ['x'], { a: 'x' }])
    switch (field?.kind) {
      case 'labels':
        return this.#labels()
      case 'scalars':
        return this.#scalars(field)
      case 'map':
        return this.map(field.type)
      case 'list':
        return this.#list(field)
      default:
        return oneOf(random, field?.pool ?? 'text')
    }
  }

  #labels(): JsonMap {
    const random = this.#random
    const pairs = someOf(random, 'name', 3).map((key) => [
      String(key),
      random.chance(0.2) ? null : oneOf(random, 'text'),
    ])
    const how = random.chance(this.#instructions) ? { $patch: random.pick(['replace', 'delete']) } : {}
    return { ...Object.fromEntries(pairs), ...how }
  }

  #scalars({ pool }: ScalarsKind): Json {
    const list = someOf(this.#random, pool, 3)
    return this.#random.chance(this.#mistakes)
      ? [...list, this.#random.pick<Json>([1, null, { a: 1 }, [1], { $patch: 'replace' }])]
      : list
  }

  #list({ type, keys }: ListKind): Json {
    const random = this.#random
    const [key = ''] = keys
    const pool = fieldKind(type, key)
    const names = pool?.kind === 'scalar' ? someOf(random, pool.pool, 3) : ['x', 'y']
    const isTwice = names.length > 0 && random.chance(keys.length > 1 ? 0.2 : this.#mistakes)
    const list = [...names, ...(isTwice ? names.slice(0, 1) : [])].map((name) =>
      this.#element(type, key, name),
    )
    return random.chance(this.#instructions / 4)
      ? [...list, { $patch: random.chance(this.#mistakes) ? 'delete' : 'replace' }]
      : list
  }

  #element(type: string, key: string, name: Json): Json {
    const random = this.#random
    const element = this.map(type)
    if (key === '') return element
    if (random.chance(this.#mistakes)) return withoutKey(element, key)
    if (random.chance(this.#mistakes / 2)) return random.pick<Json>(['x', null, 1, []])
    const named = { ...element, [key]: random.chance(this.#mistakes) ? wrong(random, name) : name }
    if (!random.chance(this.#instructions)) return named
    const how = random.chance(this.#mistakes) ? 'replace' : 'delete'
    return random.chance(0.5) ? { [key]: name, $patch: how } : { ...named, $patch: how }
  }

  /** `$setElementOrder` and `$deleteFromPrimitiveList`, mostly as they belong to the list. */
  #aboutList(made: Draft, field: string, kind: ListKind | ScalarsKind): void {
    const random = this.#random
    if (random.chance(this.#instructions / 2))
      made[`$setElementOrder/${field}`] = this.#order(made, field, kind)
    if (random.chance(0.2)) delete made[field]
    const isPrimitive = kind.kind === 'scalars'
    if (!random.chance(isPrimitive ? this.#instructions : this.#mistakes / 2)) return
    if (!isPrimitive) delete made[field]
    const patched = made[field]
    // kubectl takes out before or after it adds, as it happens.
    const gone = someOf(random, isPrimitive ? kind.pool : 'name', 2).filter(
      (each) => !isJsonList(patched) || !patched.includes(each),
    )
    made[`$deleteFromPrimitiveList/${field}`] = random.chance(this.#mistakes)
      ? random.pick<Json>(['a', null, [{ name: 'a' }], { a: 1 }])
      : gone
  }

  #order(made: Draft, field: string, kind: ListKind | ScalarsKind): Json {
    const random = this.#random
    if (random.chance(this.#mistakes)) return random.pick<Json>(['a', null, [{ b: 1 }], [null], {}])
    const patched = made[field]
    const [key = ''] = kind.kind === 'list' ? kind.keys : []
    const pool =
      kind.kind === 'list' ? fieldKind(kind.type, key) : { kind: 'scalar' as const, pool: kind.pool }
    const nameOf = (each: Json) => (key === '' ? each : ((each as JsonMap | null)?.[key] ?? null))
    const own: readonly Json[] = isJsonList(patched)
      ? patched.map(nameOf).filter((each) => each !== null)
      : []
    const others = pool?.kind === 'scalar' ? someOf(random, pool.pool, 2) : []
    const names = [...others.filter((each) => !own.includes(each)), ...new Set(own)]
    const mixed = random.chance(this.#mistakes * 2) ? names.toReversed() : names
    return key === '' ? mixed : mixed.map((name) => ({ [key]: name }))
  }
}

function wrong(random: Random, name: Json | undefined): Json {
  if (random.chance(0.2)) return null
  return typeof name === 'number' ? String(name) : random.pick<Json>([1, true, '1'])
}
