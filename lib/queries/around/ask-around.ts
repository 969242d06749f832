import type { BrowserHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { rowsFirst } from '#lib/queries/around/rows-first.ts'

/** A browser has six connections over HTTP/1.1, and a hub that falls silent holds each that it was asked over. */
const mostAtOnce = 2
const mostMs = 5000

type Ask<T> = (signal: AbortSignal) => Promise<T>

/**
 * Asks for what stands around the rows of a page. It follows the first of them, two at once and not for long; another
 * query of the person drops it, and it is asked again after the rows of that one. Where no rows are awaited it is asked
 * at once, for as long as it takes.
 */
export async function askAround<T>(signal: AbortSignal, ask: Ask<T>): Promise<T> {
  const awaited = await rowsFirst()
  if (awaited === undefined) return ask(signal)
  const answer = await inTurn(() => limited(AbortSignal.any([signal, awaited]), ask))
  if (answer.kind === 'answered') return answer.value
  signal.throwIfAborted()
  if (answer.kind === 'dropped') return askAround(signal, ask)
  throw new ConfigHubError({
    status: 504,
    code: 'no-answer',
    operation: 'what stands around the rows',
    message: `ConfigHub had not answered after ${mostMs / 1000} seconds.`,
  })
}

/** The same of ConfigHub itself, whose client comes after the rows too. */
export function askHubAround<T>(
  signal: AbortSignal,
  ask: (hub: BrowserHub, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return askAround(signal, async (stop) => {
    const { browserHub } = await import('#lib/queries/browser-hub.ts')
    return ask(browserHub, stop)
  })
}

type Answer<T> = { readonly kind: 'answered'; readonly value: T } | { readonly kind: 'dropped' | 'late' }

async function limited<T>(drop: AbortSignal, ask: Ask<T>): Promise<Answer<T>> {
  if (drop.aborted) return { kind: 'dropped' }
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), mostMs)
  try {
    return { kind: 'answered', value: await ask(AbortSignal.any([drop, late.signal])) }
  } catch (error) {
    if (drop.aborted) return { kind: 'dropped' }
    if (late.signal.aborted) return { kind: 'late' }
    throw error
  } finally {
    clearTimeout(timer)
  }
}

const waiting: (() => void)[] = []
let running = 0

async function inTurn<T>(run: () => Promise<T>): Promise<T> {
  if (running < mostAtOnce) running += 1
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await run()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}
