import { exactTime } from '#components/ui/time/relative-time.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

/** `03:04:11` on the reader's clock. */
export function clock(time: number): string {
  return Number.isNaN(time) ? '–' : format(time, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
}

/** `Sun 22 Nov, 18:00:00`. */
export function dayAndClock(time: number): string {
  return `${format(time, { weekday: 'short', day: 'numeric', month: 'short' })}, ${clock(time)}`
}

/** `03:04 GMT`. */
export function clockWithZone(time: number): string {
  return format(time, { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' })
}

/** `Monday, 23 November 2026`. */
export function dayOf(time: number): string {
  return format(time, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
}

/** The label of a tick on a time axis: the date where a day begins, otherwise a time. */
export function tickLabel(time: number, stepMs: number): string {
  const local = new Date(time)
  const isMidnight = local.getHours() === 0 && local.getMinutes() === 0 && local.getSeconds() === 0
  if (isMidnight || stepMs >= dayMs) return format(time, { day: 'numeric', month: 'short' })
  const seconds = stepMs < minuteMs ? ({ second: '2-digit' } as const) : {}
  return format(time, { hour: '2-digit', minute: '2-digit', ...seconds })
}

/** A time range. The date appears once when both ends are on the same day. */
export function spanText(from: number, to: number): string {
  const isOneDay = dayOf(from) === dayOf(to)
  return isOneDay ? `${exactTime(from)} – ${clock(to)}` : `${exactTime(from)} – ${exactTime(to)}`
}

/** How many milliseconds the reader's clock is ahead of UTC at a time. */
export function offsetAt(time: number): number {
  return -new Date(time).getTimezoneOffset() * minuteMs
}

function format(time: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', options).format(time)
}
