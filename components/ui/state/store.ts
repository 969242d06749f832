'use client'

import { useSyncExternalStore } from 'react'

export type Store<T> = {
  readonly get: () => T
  /** Notifies all subscribers, unless the value is unchanged. */
  readonly set: (next: T) => void
  /** Returns a function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void
}

/** A value that outlives the components that show it. */
export function createStore<T>(
  initial: T,
  /** Runs while there are subscribers; the function it returns runs when the last one leaves. */
  whileWatched?: (set: (next: T) => void) => () => void,
): Store<T> {
  const listeners = new Set<() => void>()
  let value = initial
  let stop: (() => void) | undefined
  const set = (next: T) => {
    if (Object.is(next, value)) return
    value = next
    for (const listener of listeners) listener()
  }
  return {
    get: () => value,
    set,
    subscribe: (listener) => {
      listeners.add(listener)
      stop ??= whileWatched?.(set)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop?.()
        stop = undefined
      }
    },
  }
}

/** The value of the store, or `onServer` while the server renders and the page hydrates. */
export function useStore<T, S>(store: Pick<Store<T>, 'get' | 'subscribe'>, onServer: S): T | S {
  return useSyncExternalStore<T | S>(store.subscribe, store.get, () => onServer)
}
