import { diffArrays } from 'diff'

/**
 * Two lists, or the lines of two texts, that differ in more elements than this are not compared: the time grows with
 * the square of this number, to about a tenth of a second here.
 */
export const maxEdits = 1_000

type IndexPair = { readonly from: number; readonly to: number }

/** What two lists have in common, in order: a longest common subsequence. Undefined when they differ too much. */
export function commonRuns(a: readonly string[], b: readonly string[]): IndexPair[] | undefined {
  // Elements that only one side has cannot be in common, and need not count as edits.
  const [old, fresh] = [placesOf(a, new Set(b)), placesOf(b, new Set(a))]
  const parts = diffArrays(textsAt(a, old), textsAt(b, fresh), { maxEditLength: maxEdits })
  if (parts === undefined) return undefined
  const pairs: IndexPair[] = []
  let from = 0
  let to = 0
  for (const { added, removed, count } of parts) {
    if (!added && !removed)
      for (let at = 0; at < count; at += 1) pairs.push({ from: old[from + at] ?? 0, to: fresh[to + at] ?? 0 })
    if (!added) from += count
    if (!removed) to += count
  }
  return pairs
}

/** Indices of the elements that the other side has too. */
function placesOf(list: readonly string[], other: ReadonlySet<string>): number[] {
  return list.flatMap((text, at) => (other.has(text) ? [at] : []))
}

function textsAt(list: readonly string[], places: readonly number[]): string[] {
  return places.map((at) => list[at] ?? '')
}
