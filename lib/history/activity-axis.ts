/** The time range of a picture, in milliseconds; both ends are included. */
export type Axis = { readonly from: number; readonly to: number }

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Steps that fit clocks and calendars. */
const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * secondMs),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minuteMs),
  ...[1, 2, 3, 6, 12].map((count) => count * hourMs),
  ...[1, 2, 7, 14, 28].map((count) => count * dayMs),
]

/** The position of a time on the axis: 0 at its beginning, 1 at its end, less or more outside. */
export function shareOf(time: number, { from, to }: Axis): number {
  return to <= from ? 0 : (time - from) / (to - from)
}

/** The smallest step that divides the axis into at most this many parts. */
export function stepOf({ from, to }: Axis, most: number): number {
  const least = (to - from) / most
  return steps.find((step) => step >= least) ?? Math.ceil(least / dayMs) * dayMs
}

/** How an axis is divided: the length of a step, and how far the reader's clock is ahead of UTC at a time. */
export type Division = { readonly step: number; readonly offsetAt: (time: number) => number }

/** The times on the axis at which a step begins: whole hours, midnights and Mondays of the reader. */
export function ticksOf(axis: Axis, { step, offsetAt }: Division): number[] {
  // The first day of the epoch was a Thursday.
  const origin = step % (7 * dayMs) === 0 ? 4 * dayMs : 0
  const ticks: number[] = []
  const first = Math.ceil((axis.from + offsetAt(axis.from) - origin) / step) * step + origin
  for (let local = first; ; local += step) {
    // Daylight saving may change within the axis, so the offset is read near each tick.
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
