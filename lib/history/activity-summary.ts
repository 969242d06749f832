import { plural } from '#lib/base/plural.ts'
import { type ChangeDescription, unknownTexts } from '#lib/history/change-description.ts'

/** A line has no room for more distinct sentences. */
const shownWays = 2

/**
 * What a bulk change did, as far as is known: `spec.replicas 2 → 3 in all 17 units`. `total` counts its revisions,
 * of which only `descriptions` are known; the summary says how many are left out.
 */
export function summaryOf(descriptions: readonly ChangeDescription[], total: number, noun = 'units'): string {
  const [only] = descriptions
  if (total === 1) return only === undefined ? '' : descriptionText(only)
  const ways = waysOf(descriptions)
  const [most] = ways
  if (most?.count === total) {
    return `${most.sentence} in ${total === 2 ? 'both' : `all ${figure(total)}`} ${noun}`
  }
  const others = ways.slice(shownWays)
  const unknown = descriptions.length - sum(ways)
  return [
    ...ways.slice(0, shownWays).map(({ sentence, count }) => `${sentence} in ${figure(count)}`),
    others.length > 0 &&
      `${others.length} other ${plural(others.length, 'change')} in ${figure(sum(others))}`,
    unknown > 0 && `unknown in ${figure(unknown)}`,
    descriptions.length < total &&
      `${figure(total - descriptions.length)} of ${figure(total)} ${noun} not read; open to see them`,
  ]
    .filter(Boolean)
    .join(' · ')
}

type Way = { readonly sentence: string; readonly count: number }

/** Counts equal sentences, the most frequent first. */
function waysOf(descriptions: readonly ChangeDescription[]): Way[] {
  const counts = new Map<string, number>()
  for (const each of descriptions) {
    if ('sentence' in each) counts.set(each.sentence, (counts.get(each.sentence) ?? 0) + 1)
  }
  return [...counts].map(([sentence, count]) => ({ sentence, count })).sort((a, b) => b.count - a.count)
}

function sum(ways: readonly Way[]): number {
  return ways.reduce((total, { count }) => total + count, 0)
}

function descriptionText(description: ChangeDescription): string {
  return 'sentence' in description ? description.sentence : `Unknown: ${unknownTexts[description.unknown]}`
}

function figure(count: number): string {
  return count.toLocaleString('en')
}
