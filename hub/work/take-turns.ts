import { setImmediate } from 'node:timers/promises'

/** How long one request may compute before others have their turn; a turn for less makes long work wait for everyone. */
const turnMs = 15

/** To be awaited between the pieces of long work, so that it does not keep everyone else waiting. */
export function takeTurns(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < turnMs) return
    await setImmediate()
    since = performance.now()
  }
}
