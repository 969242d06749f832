import { type Told, unknownTexts } from '#lib/history/activity-told.ts'

/** More different sentences than a line holds. */
const shownWays = 2

/**
 * What a bulk change did, of what is known so far: `spec.replicas 2 → 3 in all 17 units`. `total` counts its revisions,
 * of which only `told` have been looked at; the rest is said to be left out.
 */
export function summaryOf(told: readonly Told[], total: number, noun = 'units'): string {
  const [only] = told
  if (total === 1) return only === undefined ? '' : toldText(only)
  const counts = new Map<string, number>()
  for (const each of told) {
    if ('sentence' in each) counts.set(each.sentence, (counts.get(each.sentence) ?? 0) + 1)
  }
  const ways = [...counts].sort((a, b) => b[1] - a[1])
  const [most] = ways
  if (ways.length === 1 && most?.[1] === total) {
    return `${most[0]} in ${total === 2 ? 'both' : `all ${figure(total)}`} ${noun}`
  }
  const shown = ways.slice(0, shownWays).map(([sentence, count]) => `${sentence} in ${figure(count)}`)
  const others = ways.slice(shownWays)
  const known = ways.reduce((sum, [, count]) => sum + count, 0)
  const unknown = told.length - known
  return [
    ...shown,
    ...(others.length > 0
      ? [
          `${others.length} other ${others.length === 1 ? 'change' : 'changes'} in ${known - counted(ways, shownWays)}`,
        ]
      : []),
    ...(unknown > 0 ? [`unknown in ${figure(unknown)}`] : []),
    ...(told.length < total
      ? [`${figure(total - told.length)} of ${figure(total)} ${noun} not read; open to see them`]
      : []),
  ].join(' · ')
}

function figure(count: number): string {
  return count.toLocaleString('en')
}

function toldText(told: Told): string {
  return 'sentence' in told ? told.sentence : `Unknown: ${unknownTexts[told.unknown]}`
}

function counted(ways: readonly (readonly [string, number])[], first: number): number {
  return ways.slice(0, first).reduce((sum, [, count]) => sum + count, 0)
}
