/** Revision numbers ticked for comparison, smaller first; two at most. */
export type Ticks = readonly number[]

/**
 * A third tick replaces the end of the pair that it lies beyond, or the older end when it lies between, so that
 * nothing has to be unticked first.
 */
export function withTick(ticks: Ticks, num: number): Ticks {
  if (ticks.includes(num)) return ticks.filter((each) => each !== num)
  const [from, to] = ticks
  if (from === undefined || to === undefined) return [...ticks, num].sort((a, b) => a - b)
  return num > to ? [from, num] : [num, to]
}

/** The revision one step older (-1) or newer (+1); the first step leads to the head. */
export function stepFrom(current: number | null, step: -1 | 1, head: number): number {
  return current === null ? head : Math.min(Math.max(current + step, 1), head)
}
