import type { Json } from '#lib/base/json.ts'
import { elementNames, stableText } from '#lib/config/compare/align.ts'
import { commonRuns } from '#lib/config/compare/common-runs.ts'

/**
 * The places of those elements that stay in a list, in the order in which another list has them; undefined when that
 * order is the same. Equal elements are paired first, then those with the same name, which may have changed inside.
 */
export function movedPlaces(
  field: string | undefined,
  from: readonly Json[],
  to: readonly Json[],
): readonly number[] | undefined {
  const [names, others] = elementNames(field, from, to)
  const places = new Map((commonRuns(names, others) ?? []).map((pair) => [pair.from, pair.to]))
  const common = places.size
  pairRest(from.map(stableText), to.map(stableText), places)
  pairRest(names, others, places)
  if (places.size === common) return undefined
  const kept = [...places].sort(([, a], [, b]) => a - b).map(([place]) => place)
  return kept.some((place, at) => place < (kept[at - 1] ?? 0)) ? kept : undefined
}

/** Pairs elements without a partner by key, in the order of both sides. */
function pairRest(from: readonly string[], to: readonly string[], places: Map<number, number>): void {
  const taken = new Set(places.values())
  const free = new Map<string, number[]>()
  for (const [at, key] of to.entries()) {
    if (taken.has(at)) continue
    const own = free.get(key)
    if (own === undefined) free.set(key, [at])
    else own.push(at)
  }
  for (const own of free.values()) own.reverse()
  for (const [at, key] of from.entries()) {
    const partner = places.has(at) ? undefined : free.get(key)?.pop()
    if (partner !== undefined) places.set(at, partner)
  }
}
