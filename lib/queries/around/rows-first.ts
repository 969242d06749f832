import { whenIdle } from '#lib/base/when-idle.ts'

/** A hub that is slow with rows may be quick with the rest. */
const mostMs = 1000
/** Until drawing what has come has begun. */
const drawnMs = 50

const waiting = new Set<() => void>()
let readers = 0

/** Until the returned function is called, what a page shows around its rows is not asked for. */
export function holdTheRest(): () => void {
  let isHeld = true
  readers += 1
  return () => {
    if (!isHeld) return
    isHeld = false
    readers -= 1
    if (readers === 0) for (const proceed of waiting) proceed()
  }
}

/** Resolves when the first rows are on screen or none are awaited, and after a second in any case. */
export async function rowsFirst(): Promise<void> {
  // The same render may be about to ask for rows.
  await new Promise<void>((resolve) => setTimeout(resolve))
  if (readers === 0) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, mostMs)
    function done() {
      clearTimeout(timer)
      waiting.delete(done)
      resolve()
    }
    waiting.add(done)
  })
  // The rows are drawn now, and what follows would be there before them.
  await new Promise<void>((resolve) => setTimeout(resolve, drawnMs))
  await new Promise<void>(whenIdle)
}
