const steps: readonly { unit: string; seconds: number }[] = [
  { unit: 'y', seconds: 365 * 86_400 },
  { unit: 'mo', seconds: 30 * 86_400 },
  { unit: 'd', seconds: 86_400 },
  { unit: 'h', seconds: 3600 },
  { unit: 'min', seconds: 60 },
]

/** `12 min ago`, `3 d ago`. A time less than a minute ahead of this clock is `just now`. */
export function relativeTime(at: number, now: number): string {
  const seconds = Math.round((now - at) / 1000)
  const distance = Math.abs(seconds)
  const step = steps.find((candidate) => distance >= candidate.seconds)
  if (!step) return distance < 60 ? 'just now' : ''
  const text = `${Math.floor(distance / step.seconds)} ${step.unit}`
  return seconds < 0 ? `in ${text}` : `${text} ago`
}

/** `Mon 23 Nov 2026, 03:04:11 GMT+1` in the reader's zone, with the zone named. */
export function exactTime(at: number, timeZone?: string): string {
  const key = timeZone ?? ''
  const known = formats.get(key) ?? formatFor(timeZone)
  formats.set(key, known)
  return known.format(at)
}

/** Making one takes a hundred times as long as using it, and a grid has a time on every row. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    ...(timeZone ? { timeZone } : {}),
  })
}
