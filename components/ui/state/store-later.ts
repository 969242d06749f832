/** Parts of values that are stored once typing pauses, because working them out takes long. */
const pending = new Map<string, () => void>()
let timer: ReturnType<typeof setTimeout> | undefined
let isWatching = false

const pauseMs = 500

/** `store` runs after a pause, and at the latest when the page is left; a later one of the same name takes its place. */
export function storeLater(name: string, store: () => void): void {
  pending.set(name, store)
  clearTimeout(timer)
  timer = setTimeout(storePending, pauseMs)
  if (isWatching) return
  isWatching = true
  window.addEventListener('pagehide', storePending)
  document.addEventListener('visibilitychange', storePending)
}

/** What was to be stored under this name is not, and without a name nothing is. */
export function dropPending(name?: string): void {
  if (name === undefined) pending.clear()
  else pending.delete(name)
}

export function storePending(): void {
  clearTimeout(timer)
  const stores = [...pending.values()]
  pending.clear()
  for (const store of stores) store()
}
