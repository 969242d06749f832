const unitsMs: readonly (readonly [name: RegExp, ms: number])[] = [
  [/^(?:min|minutes?|m)$/, 60_000],
  [/^(?:h|hours?)$/, 3_600_000],
  [/^(?:d|days?)$/, 86_400_000],
  [/^(?:w|weeks?)$/, 7 * 86_400_000],
  [/^(?:mo|months?)$/, 30 * 86_400_000],
]

/** What is offered where a time is asked for; anything like it can be typed. */
export const timePhrases = ['last hour', 'last 24 h', 'last 7 d', 'last 30 d'] as const

/** The time that a phrase means now, as a literal: `last 24 h`, `90 min`, `2 weeks ago`. Undefined for other texts. */
export function timeOfPhrase(text: string, now: number): string | undefined {
  const typed = text.trim().toLowerCase()
  const [, amount = '', name = ''] = /^(?:last\s+)?(\d{0,4})\s*([a-z]+?)(?:\s+ago)?$/.exec(typed) ?? []
  const ms = unitsMs.find(([pattern]) => pattern.test(name))?.[1]
  if (ms === undefined || (amount === '' && !typed.startsWith('last'))) return undefined
  const at = new Date(now - Number(amount === '' ? 1 : amount) * ms)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString().replace(/\.\d+Z$/, 'Z')
}
