import type { BrowserHub } from '#lib/confighub/client.ts'
import { rowsFirst } from '#lib/queries/around/rows-first.ts'

/** A browser has six connections over HTTP/1.1, and a hub that falls silent holds each that it was asked over. */
const mostAtOnce = 2
const turnMs = 5000

type Ask<T> = (signal: AbortSignal) => Promise<T>

/**
 * Asks for what stands around the rows of a page. It follows the first of them, two at once. What has no answer after a
 * while lets those go first that wait, and is then asked again, for as long as it takes. Another query of the person drops
 * it, and it is asked again after the rows of that one. Where no rows are awaited it is asked at once.
 */
export async function askAround<T>(signal: AbortSignal, ask: Ask<T>): Promise<T> {
  const awaited = await rowsFirst()
  if (awaited === undefined) return ask(signal)
  const drop = AbortSignal.any([signal, awaited])
  const first = await inTurn({ isFirst: true }, (turn) => answerOf(drop, ask, turn))
  const answer =
    first.kind === 'late' ? await inTurn({ isFirst: false }, (turn) => answerOf(drop, ask, turn)) : first
  if (answer.kind === 'answered') return answer.value
  signal.throwIfAborted()
  return askAround(signal, ask)
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

async function answerOf<T>(drop: AbortSignal, ask: Ask<T>, { isFirst }: Turn): Promise<Answer<T>> {
  if (drop.aborted) return { kind: 'dropped' }
  const late = new AbortController()
  const timer = setInterval(() => {
    if (isFirst && waiting.some(({ turn }) => turn.isFirst)) late.abort()
  }, turnMs)
  try {
    return { kind: 'answered', value: await ask(AbortSignal.any([drop, late.signal])) }
  } catch (error) {
    if (drop.aborted) return { kind: 'dropped' }
    if (late.signal.aborted) return { kind: 'late' }
    throw error
  } finally {
    clearInterval(timer)
  }
}

/** The first one ends after a while where others wait for theirs. */
type Turn = { readonly isFirst: boolean }

const waiting: { readonly turn: Turn; readonly begin: () => void }[] = []
let running = 0

async function inTurn<T>(turn: Turn, run: (turn: Turn) => Promise<T>): Promise<T> {
  if (running < mostAtOnce) running += 1
  else await new Promise<void>((begin) => waiting.push({ turn, begin }))
  try {
    return await run(turn)
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next.begin()
  }
}
