/** A stretch of time that a picture shows, in milliseconds; both ends belong to it. */
export type Axis = { readonly from: number; readonly to: number }

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Stretches that a clock and a calendar divide into. */
const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * secondMs),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minuteMs),
  ...[1, 2, 3, 6, 12].map((count) => count * hourMs),
  ...[1, 2, 7, 14, 28].map((count) => count * dayMs),
]

/** Where a time falls on the axis: 0 at its beginning, 1 at its end, outside of that when it is outside. */
export function shareOf(time: number, { from, to }: Axis): number {
  return to <= from ? 0 : (time - from) / (to - from)
}

/** The shortest usual step by which the axis falls into at most so many parts. */
export function stepOf({ from, to }: Axis, most: number): number {
  const least = (to - from) / most
  return steps.find((step) => step >= least) ?? Math.ceil(least / dayMs) * dayMs
}

/** How an axis is divided: the length of a step, and how far the reader's clock is ahead of UTC at a time. */
export type Division = { readonly step: number; readonly offsetAt: (time: number) => number }

/** The times inside of the axis at which a step begins: whole hours, midnights and Mondays of the reader. */
export function ticksOf(axis: Axis, { step, offsetAt }: Division): number[] {
  // The first day of the epoch was a Thursday.
  const origin = step % (7 * dayMs) === 0 ? 4 * dayMs : 0
  const ticks: number[] = []
  const first = Math.ceil((axis.from + offsetAt(axis.from) - origin) / step) * step + origin
  for (let local = first; ; local += step) {
    // The clock may be put forward or back on the way: what it is ahead of UTC is asked near the tick itself.
    const time = local - offsetAt(local - offsetAt(axis.from))
    if (time > axis.to) return ticks
    if (time >= axis.from && time > (ticks.at(-1) ?? Number.NEGATIVE_INFINITY)) ticks.push(time)
  }
}

/** The axis cut at its ticks; the parts at both ends may be shorter. */
export function partsOf(axis: Axis, division: Division): Axis[] {
  const cuts = [axis.from, ...ticksOf(axis, division).filter((time) => time > axis.from), axis.to]
  return cuts.slice(0, -1).flatMap((from, index) => {
    const to = cuts[index + 1] ?? axis.to
    return to > from ? [{ from, to }] : []
  })
}
