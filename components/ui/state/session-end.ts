'use client'

import { createStore, useStore } from '#components/ui/state/store.ts'

// Set by whichever call first hears 401; the sign-in dialog opens over the page, which keeps all that was typed.
const ended = createStore(false)

export function sessionEnded(): void {
  ended.set(true)
}

export function sessionRenewed(): void {
  ended.set(false)
}

export function useSessionEnded(): boolean {
  return useStore(ended, false)
}
