import { isJsonList, isJsonMap, type Json, member } from '#lib/base/json.ts'

/** The patch is refused, or kubectl falls over it. */
export class ModelRefusal extends Error {}

/** An element, and what tells it from others: elements that are called the same cannot be told apart by kubectl. */
export type Named = { readonly value: Json; readonly name: unknown }

/** `normalizeElementOrder` of k8s.io/apimachinery: what the patch names, in its order, among what only the server has. */
export function inKubectlOrder(
  merged: readonly Named[],
  patchOrder: readonly unknown[],
  serverOrder: readonly unknown[],
): Named[] {
  const placeIn = (order: readonly unknown[]) => (each: Named | undefined) => order.indexOf(each?.name)
  const inServer = placeIn(serverOrder)
  const right = stable(
    merged.filter(({ name }) => patchOrder.includes(name)),
    placeIn(patchOrder),
  )
  const left = stable(
    merged.filter(({ name }) => !patchOrder.includes(name)),
    inServer,
  )
  const all: Named[] = []
  for (let [l, r] = [left[0], right[0]]; l !== undefined && r !== undefined; [l, r] = [left[0], right[0]]) {
    const isLeft = inServer(l) >= 0 && inServer(r) >= 0 && inServer(l) < inServer(r)
    all.push(isLeft ? l : r)
    if (isLeft) left.shift()
    else right.shift()
  }
  return [...all, ...left, ...right]
}

/** Go's stable sort of a short list, whose comparison says "before" of whatever stands in no order. */
function stable(list: readonly Named[], placeOf: (element: Named) => number): Named[] {
  const sorted = [...list]
  const isBefore = (a: Named, b: Named) => placeOf(a) < 0 || placeOf(b) < 0 || placeOf(a) < placeOf(b)
  for (let end = 1; end < sorted.length; end += 1) {
    for (let at = end; at > 0; at -= 1) {
      const [before, here] = sorted.slice(at - 1, at + 1)
      if (before === undefined || here === undefined || !isBefore(here, before)) break
      sorted.splice(at - 1, 2, here, before)
    }
  }
  return sorted
}

/** The one type that all elements have; kubectl refuses a mixture, lists in lists, and null. */
export function elementType(...lists: readonly (readonly Json[])[]): 'map' | 'scalar' {
  const types = new Set(lists.flat().map(typeOf))
  const [type] = types
  if (types.size !== 1 || type === 'list' || type === 'null' || type === undefined)
    throw new ModelRefusal('list element types are not identical')
  return type === 'map' ? 'map' : 'scalar'
}

export function typeOf(value: Json | undefined): string {
  if (value === null) return 'null'
  if (isJsonList(value)) return 'list'
  return isJsonMap(value) ? 'map' : typeof value
}

/** The merge key is there, whatever stands in it. */
export function keyOf(element: Json, key: string): Json {
  if (!isJsonMap(element)) throw new ModelRefusal('an element is no map')
  const value = member(element, key)
  if (value === undefined) throw new ModelRefusal(`does not contain declared merge key: ${key}`)
  return value
}

/** Instructions are written down by kubectl, only `$patch` is not: a map with one is dropped. Undefined is dropped. */
export function withoutPatchMarks(value: Json): Json | undefined {
  if (isJsonList(value))
    return value.flatMap((each) => {
      const kept = withoutPatchMarks(each)
      return kept === undefined ? [] : [kept]
    })
  if (!isJsonMap(value)) return value
  if (member(value, '$patch') !== undefined) return undefined
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]): [string, Json][] => {
      const kept = withoutPatchMarks(each)
      return kept === undefined ? [] : [[key, kept]]
    }),
  )
}

export function withoutNulls(value: Json): Json {
  if (isJsonList(value)) return value.map(withoutNulls)
  if (!isJsonMap(value)) return value
  const kept = Object.entries(value).filter(([, each]) => each !== null)
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutNulls(each)]))
}
