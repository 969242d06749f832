'use client'

import { useSyncExternalStore } from 'react'

// Set by whichever call first hears 401; the sign-in dialog opens over the page, which keeps all that was typed.
let hasEnded = false
const listeners = new Set<() => void>()

function set(next: boolean): void {
  if (hasEnded === next) return
  hasEnded = next
  for (const listener of listeners) listener()
}

export function sessionEnded(): void {
  set(true)
}

export function sessionRenewed(): void {
  set(false)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => hasEnded,
    () => false,
  )
}
