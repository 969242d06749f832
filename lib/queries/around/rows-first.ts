import { whenIdle } from '#lib/base/when-idle.ts'

/** A hub that is slow with rows may be quick with the rest; but that brings script with it, which they would wait for too. */
const mostMs = 3000
const paintedMs = 50

const waiting = new Set<() => void>()
const holds = new Set<symbol>()
/** Aborted when other rows are awaited. */
let awaited = new AbortController()

/** Until rows are drawn, the returned function is called, or three seconds are over, what stands around them is not asked for. */
export function holdTheRest(): () => void {
  const hold = Symbol('rows')
  holds.add(hold)
  awaited.abort()
  awaited = new AbortController()
  const release = () => {
    clearTimeout(timer)
    holds.delete(hold)
    if (holds.size === 0) for (const proceed of waiting) proceed()
  }
  const timer = setTimeout(release, mostMs)
  return release
}

/** Rows are on screen, though others may be on their way. */
export function rowsAreDrawn(): void {
  holds.clear()
  for (const proceed of waiting) proceed()
}

/**
 * Resolves when the first rows are on screen, or none are awaited any more. Where some were, the signal says when others
 * are awaited.
 */
export async function rowsFirst(): Promise<AbortSignal | undefined> {
  // The same render may be about to ask for rows.
  await new Promise<void>((resolve) => setTimeout(resolve))
  if (holds.size === 0) return undefined
  await new Promise<void>((resolve) => {
    const proceed = () => {
      waiting.delete(proceed)
      resolve()
    }
    waiting.add(proceed)
  })
  // Until the browser has painted them.
  await new Promise<void>((resolve) => setTimeout(resolve, paintedMs))
  await new Promise<void>(whenIdle)
  return awaited.signal
}
