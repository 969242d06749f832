/** An element of a merged list. */
export type Ordered<Value> = {
  readonly value: Value
  /** Its index in the document's list; undefined for a new element. */
  readonly from: number | undefined
}

/**
 * The order that kubectl gives a merged list (`mergeSortedSlice` of k8s.io/apimachinery). What the patch names stands as
 * the patch has it; of what only the document has, everything that stood before a named element still does. A new element
 * follows the one before it in the patch at once, and is first if there is none.
 */
export function interleave<Value>(
  others: readonly Ordered<Value>[],
  named: readonly Ordered<Value>[],
): Ordered<Value>[] {
  const ordered: Ordered<Value>[] = []
  let next = 0
  for (const each of named) {
    for (let other = others[next]; other !== undefined; other = others[next]) {
      if (each.from === undefined || other.from === undefined || other.from > each.from) break
      ordered.push(other)
      next += 1
    }
    ordered.push(each)
  }
  return [...ordered, ...others.slice(next)]
}

/** Puts a list in the order of `$setElementOrder`, which names elements by `nameOf`. */
export function inGivenOrder<Value>(
  list: readonly Ordered<Value>[],
  order: readonly string[],
  nameOf: (value: Value) => string | undefined,
): Ordered<Value>[] {
  const places = new Map(order.map((name, place) => [name, place]))
  const placeOf = ({ value }: Ordered<Value>) => places.get(nameOf(value) ?? '')
  const others = list
    .filter((each) => placeOf(each) === undefined)
    .toSorted((a, b) => (a.from ?? Number.POSITIVE_INFINITY) - (b.from ?? Number.POSITIVE_INFINITY))
  const named = list
    .filter((each) => placeOf(each) !== undefined)
    .toSorted((a, b) => (placeOf(a) ?? 0) - (placeOf(b) ?? 0))
  return interleave(others, named)
}
