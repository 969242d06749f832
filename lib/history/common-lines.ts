import { commonRuns } from '#lib/config/compare/align.ts'

type LinePair = { readonly from: number; readonly to: number }

export type CommonLines = {
  readonly pairs: readonly LinePair[]
  /** Lines of the new side in ranges that are too long to compare: they may or may not be among the old ones. */
  readonly undecided: readonly number[]
}

/** Longer texts are not compared by longest common subsequence (align.ts). */
const maxCells = 4_000_000

/** Which lines two texts have in common, in order. Ranges that are too long to compare are reported as undecided. */
export function commonLines(a: readonly string[], b: readonly string[]): CommonLines {
  const pairs: LinePair[] = []
  const undecided: number[] = []
  const compare = (fromA: number, toA: number, fromB: number, toB: number) => {
    if ((toA - fromA) * (toB - fromB) > maxCells) {
      for (let at = fromB; at < toB; at += 1) undecided.push(at)
      return
    }
    for (const { from, to } of commonRuns(a.slice(fromA, toA), b.slice(fromB, toB))) {
      pairs.push({ from: from + fromA, to: to + fromB })
    }
  }
  if (a.length * b.length <= maxCells) {
    compare(0, a.length, 0, b.length)
    return { pairs, undecided }
  }
  // Long texts are split at lines that occur once on both sides (as `git diff --patience` does).
  let last = { from: 0, to: 0 }
  for (const anchor of anchors(a, b)) {
    compare(last.from, anchor.from, last.to, anchor.to)
    pairs.push(anchor)
    last = { from: anchor.from + 1, to: anchor.to + 1 }
  }
  compare(last.from, a.length, last.to, b.length)
  return { pairs, undecided }
}

/** Lines that occur exactly once on both sides, as many of them as are in the same order. */
function anchors(a: readonly string[], b: readonly string[]): LinePair[] {
  const inB = onlyOnce(b)
  const both: LinePair[] = []
  for (const [text, from] of onlyOnce(a)) {
    const to = inB.get(text)
    if (to !== undefined) both.push({ from, to })
  }
  return longestRising(both.sort((one, other) => one.from - other.from))
}

function onlyOnce(lines: readonly string[]): Map<string, number> {
  const places = new Map<string, number>()
  const repeated = new Set<string>()
  for (const [at, line] of lines.entries()) {
    if (places.has(line)) repeated.add(line)
    places.set(line, at)
  }
  for (const line of repeated) places.delete(line)
  return places
}

/** The longest subsequence in which `to` rises, by patience sorting. */
function longestRising(pairs: readonly LinePair[]): LinePair[] {
  type Card = { readonly pair: LinePair; readonly before: Card | undefined }
  const piles: Card[] = []
  for (const pair of pairs) {
    let low = 0
    let high = piles.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((piles[middle]?.pair.to ?? 0) < pair.to) low = middle + 1
      else high = middle
    }
    piles[low] = { pair, before: piles[low - 1] }
  }
  const found: LinePair[] = []
  for (let card = piles.at(-1); card !== undefined; card = card.before) found.push(card.pair)
  return found.reverse()
}
