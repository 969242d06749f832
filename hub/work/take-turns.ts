import { setImmediate } from 'node:timers/promises'

/** How long one request may compute before others get a turn; shorter turns would slow down long work. */
const turnMs = 15

/** Await this between the pieces of long work, so that other requests are served. */
export function takeTurns(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < turnMs) return
    await setImmediate()
    since = performance.now()
  }
}
