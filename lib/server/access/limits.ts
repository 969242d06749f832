import 'server-only'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { count } from '#lib/base/plural.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { env } from '#lib/server/process/env.ts'
import {
  type AtOnceName,
  type Limit,
  type LimitName,
  limitDefaults,
} from '#lib/server/process/limit-settings.ts'

/** Whom a cost is charged to; only an address before anyone has signed in. */
export type AccountHolder = { readonly userId?: string | undefined; readonly address: string }

type State = {
  readonly persons: ReadonlyMap<LimitName, RateLimiterMemory>
  readonly addresses: ReadonlyMap<LimitName, RateLimiterMemory>
  readonly running: Map<string, number>
}

declare global {
  // Each route may have its own copy of this module, but the accounts are shared.
  var hubdeckLimits: State | undefined
}

/** Sign-in is counted by address only, because nobody has proven who they are yet. */
const byAddressOnly: ReadonlySet<LimitName> = new Set(['sign-ins', 'refused-sign-ins'])
const personsAtOneAddress = 5

/** Charges the account; returns the refusal when it is used up. */
export async function spend(
  name: LimitName,
  holder: AccountHolder,
  requestId: string,
  points = 1,
): Promise<Response | undefined> {
  for (const { limiter, key } of accounts(name, holder)) {
    try {
      await limiter.consume(key, points)
    } catch (spent) {
      if (spent instanceof RateLimiterRes) return refuseTooMany(name, spent.msBeforeNext, requestId)
      throw spent
    }
  }
  return undefined
}

/** The refusal when the account is used up; charges nothing. */
export async function isSpent(
  name: LimitName,
  holder: AccountHolder,
  requestId: string,
): Promise<Response | undefined> {
  for (const { limiter, key } of accounts(name, holder)) {
    const account = await limiter.get(key)
    if (account !== null && account.consumedPoints >= limiter.points) {
      return refuseTooMany(name, account.msBeforeNext, requestId)
    }
  }
  return undefined
}

/** Charges the actual cost afterwards, even below zero, so that the next request has to wait. */
export async function charge(name: LimitName, holder: AccountHolder, points: number): Promise<void> {
  for (const { limiter, key } of accounts(name, holder)) await limiter.penalty(key, points)
}

/** Takes a slot for a concurrent request until it is freed; returns the refusal when all are taken. */
export function takePlace(
  name: AtOnceName,
  userId: string,
  requestId: string,
): { readonly leave: () => void } | Response {
  const { running } = state()
  const key = `${name} ${userId}`
  const taken = running.get(key) ?? 0
  const most = env().HUBDECK_LIMITS[name]
  if (taken >= most) {
    const message = `${most} ${runningOf[name]} of yours are still running. Wait until one finishes, then try again. Nothing you typed is lost.`
    return tooMany(message, 2, requestId)
  }
  running.set(key, taken + 1)
  let isHeld = true
  const leave = () => {
    if (!isHeld) return
    isHeld = false
    const left = (running.get(key) ?? 1) - 1
    if (left === 0) running.delete(key)
    else running.set(key, left)
  }
  return { leave }
}

const runningOf: Readonly<Record<AtOnceName, string>> = {
  'previews-at-once': 'previews',
  'commits-at-once': 'changes',
  'rows-at-once': 'lists of units',
}

function accounts(name: LimitName, { userId, address }: AccountHolder) {
  const { persons, addresses } = state()
  const person = persons.get(name)
  const place = addresses.get(name)
  const own =
    person === undefined || userId === undefined || byAddressOnly.has(name)
      ? []
      : [{ limiter: person, key: userId }]
  // Without an address, everyone who tries to sign in shares one account, which is better than no limit.
  const from = address === '' && byAddressOnly.has(name) ? 'unknown' : address
  return [...own, ...(place === undefined || from === '' ? [] : [{ limiter: place, key: from }])]
}

function state(): State {
  globalThis.hubdeckLimits ??= createState()
  return globalThis.hubdeckLimits
}

function createState(): State {
  const persons = new Map<LimitName, RateLimiterMemory>()
  const addresses = new Map<LimitName, RateLimiterMemory>()
  const limits: ReadonlyMap<LimitName, Limit> = new Map(
    (
      ['reads', 'values', 'previews', 'commits', 'connection-tests', 'sign-ins', 'refused-sign-ins'] as const
    ).map((name) => [name, { ...limitDefaults[name], points: env().HUBDECK_LIMITS[name] }] as const),
  )
  for (const [name, { points, seconds }] of limits) {
    persons.set(name, new RateLimiterMemory({ points, duration: seconds }))
    const atAddress = byAddressOnly.has(name) ? points : points * personsAtOneAddress
    addresses.set(name, new RateLimiterMemory({ points: atAddress, duration: seconds }))
  }
  return { persons, addresses, running: new Map() }
}

function refuseTooMany(name: LimitName, msBeforeNext: number, requestId: string): Response {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000))
  const { what } = limitDefaults[name]
  const from = byAddressOnly.has(name) ? ' from your address' : ''
  const message = `Too many ${what}${from} in a short time. Try again in ${inWords(seconds)}. Nothing you typed is lost.`
  return tooMany(message, seconds, requestId)
}

function inWords(seconds: number): string {
  if (seconds >= 120) return `${Math.ceil(seconds / 60)} minutes`
  return count(seconds, 'second')
}

function tooMany(message: string, seconds: number, requestId: string): Response {
  const response = refuse(429, 'too-many', message, requestId)
  response.headers.set('Retry-After', String(seconds))
  return response
}
