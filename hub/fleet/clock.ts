const dayMs = 24 * 60 * 60 * 1000

/** Times of the demo history, relative to the moment the fleet is loaded. */
export type Clock = {
  /** `daysAgo(3, '14:05')`: that time of day (UTC) on that day. */
  readonly daysAgo: (days: number, timeOfDay: string) => Date
  readonly minutesAgo: (minutes: number) => Date
  /** The last time the clock showed this time of day (UTC); always within the last 24 hours. */
  readonly lastTime: (timeOfDay: string) => Date
}

export function createClock(now: Date): Clock {
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())
  const onDay = (days: number, timeOfDay: string) =>
    new Date(midnight - days * dayMs + millisecondsOf(timeOfDay))
  return {
    daysAgo: onDay,
    minutesAgo: (minutes) => new Date(now.getTime() - minutes * 60_000),
    lastTime: (timeOfDay) => {
      const today = onDay(0, timeOfDay)
      return today < now ? today : onDay(1, timeOfDay)
    },
  }
}

function millisecondsOf(timeOfDay: string): number {
  const [hours = Number.NaN, minutes = Number.NaN, seconds = 0] = timeOfDay.split(':').map(Number)
  const total = ((hours * 60 + minutes) * 60 + seconds) * 1000
  if (!Number.isFinite(total)) throw new Error(`not a time of day: ${timeOfDay}`)
  return total
}
