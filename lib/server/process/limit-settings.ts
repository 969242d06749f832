import 'server-only'

export type Limit = {
  readonly points: number
  /** Within this time. */
  readonly seconds: number
  /** What is limited, worded for the person who reads the refusal. */
  readonly what: string
}

/**
 * The limits for one person, or one address. Heavy use and the browser tests stay far below. One address may be a whole
 * office, so it has five times the limit of a person.
 */
export const limitDefaults = {
  reads: { points: 3000, seconds: 60, what: 'requests to ConfigHub' },
  values: { points: 600, seconds: 60, what: 'requests for values and activity' },
  /** A preview costs twenty and one for each unit. */
  previews: { points: 300_000, seconds: 600, what: 'previews of many units' },
  commits: { points: 30, seconds: 60, what: 'changes written' },
  'sign-ins': { points: 60, seconds: 60, what: 'attempts to sign in' },
  /** Each makes a hundred calls or more. */
  'connection-tests': { points: 20, seconds: 60, what: 'tests of the connection' },
  'refused-sign-ins': { points: 20, seconds: 300, what: 'refused attempts to sign in' },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof limitDefaults

/** Streams of one person that may run at the same time. */
const atOnceDefaults = { 'previews-at-once': 4, 'commits-at-once': 4, 'rows-at-once': 8 } as const

export type AtOnceName = keyof typeof atOnceDefaults

export type Limits = Readonly<Record<LimitName | AtOnceName, number>>

const defaults: Limits = {
  reads: limitDefaults.reads.points,
  values: limitDefaults.values.points,
  previews: limitDefaults.previews.points,
  commits: limitDefaults.commits.points,
  'sign-ins': limitDefaults['sign-ins'].points,
  'connection-tests': limitDefaults['connection-tests'].points,
  'refused-sign-ins': limitDefaults['refused-sign-ins'].points,
  ...atOnceDefaults,
}

/** `reads=6000 commits=10`; limits that are not named keep their defaults. Throws a message about what is wrong. */
export function parseLimits(text: string): Limits {
  const given = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', value = ''] = part.split('=', 2)
      if (!Object.hasOwn(defaults, name)) {
        throw new Error(`has no limit ${name}; there are ${Object.keys(defaults).join(', ')}`)
      }
      if (!/^[1-9]\d{0,8}$/.test(value))
        throw new Error(`${name} needs a whole number from 1, as in ${name}=10`)
      return [name, Number(value)] as const
    })
  return { ...defaults, ...Object.fromEntries(given) }
}
