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

/**
 * The times inside of the axis at which a step begins: whole hours and midnights of the reader, whose clock is
 * `offsetMs` ahead of UTC.
 */
export function ticksOf(axis: Axis, { step, offsetMs }: { step: number; offsetMs: number }): number[] {
  const first = Math.ceil((axis.from + offsetMs) / step) * step - offsetMs
  const ticks: number[] = []
  for (let time = first; time <= axis.to; time += step) ticks.push(time)
  return ticks
}

/** The axis cut at its ticks; the parts at both ends may be shorter. */
export function partsOf(axis: Axis, division: { step: number; offsetMs: number }): Axis[] {
  const cuts = [axis.from, ...ticksOf(axis, division).filter((time) => time > axis.from), axis.to]
  return cuts.slice(0, -1).flatMap((from, index) => {
    const to = cuts[index + 1] ?? axis.to
    return to > from ? [{ from, to }] : []
  })
}
