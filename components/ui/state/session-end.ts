'use client'

import { createStore, useStore } from '#components/ui/state/store.ts'

// Set by the first call that receives 401. The sign-in dialog opens over the page, which keeps everything that was
// entered.
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
