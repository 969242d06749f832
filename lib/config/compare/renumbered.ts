import { equalJson, isJsonMap, type Json, member, withoutMember } from '#lib/base/json.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { uniqueKeyOf } from '#lib/path/merge-keys.ts'

export type IndexPair = { readonly from: number; readonly to: number }

type NamedPair = IndexPair & { readonly name: PathSegment }

/** Two lists, and the indices of the elements whose key only one of them has. */
type Unpaired = {
  readonly from: readonly Json[]
  readonly to: readonly Json[]
  readonly gone: readonly number[]
  readonly added: readonly number[]
}

/**
 * Elements of a list whose key is another one although they are still the same to people: they keep their name, as
 * `{name: http, port: 80}` and `{name: http, port: 81}`, or stand in the same place with nothing else changed. `name`
 * leads to the element in both lists.
 */
export function pairRenumbered(field: string | undefined, { from, to, gone, added }: Unpaired): NamedPair[] {
  const key = uniqueKeyOf(field, from, to)?.keys[0]
  if (key === undefined || key === 'name') return []
  const [oldNames, newNames] = [placesByName(from), placesByName(to)]
  return gone.flatMap((index): NamedPair[] => {
    const name = textOf(from[index], 'name')
    if (name !== undefined) {
      const place = newNames.get(name)
      const isSame = place !== undefined && oldNames.get(name) === index && added.includes(place)
      return isSame ? [{ from: index, to: place, name: { kind: 'match', key: 'name', value: name } }] : []
    }
    const isSame = added.includes(index) && equalJson(without(from[index], key), without(to[index], key))
    return isSame ? [{ from: index, to: index, name: { kind: 'index', index } }] : []
  })
}

/** The index of each name; names that occur twice are left out. */
function placesByName(list: readonly Json[]): ReadonlyMap<string, number | undefined> {
  const places = new Map<string, number | undefined>()
  for (const [index, element] of list.entries()) {
    const name = textOf(element, 'name')
    if (name !== undefined) places.set(name, places.has(name) ? undefined : index)
  }
  return places
}

function textOf(element: Json | undefined, key: string): string | undefined {
  const value = isJsonMap(element) ? member(element, key) : undefined
  return typeof value === 'string' ? value : undefined
}

function without(element: Json | undefined, key: string): Json | undefined {
  return isJsonMap(element) ? withoutMember(element, key) : undefined
}
