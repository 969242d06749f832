'use client'

import { createStore, useStore } from '#components/ui/state/store.ts'

// One clock for every relative time on the page, so that all of them update together with one timer.
const clock = createStore(Date.now(), (set) => {
  const timer = setInterval(() => set(Date.now()), 15_000)
  return () => clearInterval(timer)
})

/** Milliseconds, refreshed every 15 s; undefined while the server renders and the page hydrates. */
export function useNow(): number | undefined {
  return useStore(clock, undefined)
}
