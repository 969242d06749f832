'use client'

import { useEffect } from 'react'

let typed = ''

/** Keeps what is typed between opening the palette and its code being there, which would act on the page instead. */
export function useEarlyKeys(isWaiting: boolean): void {
  useEffect(() => {
    if (!isWaiting) return
    typed = ''
    const keep = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
      if (document.querySelector('[role=dialog]') !== null) return
      event.preventDefault()
      event.stopImmediatePropagation()
      typed += event.key
    }
    window.addEventListener('keydown', keep, { capture: true })
    return () => window.removeEventListener('keydown', keep, { capture: true })
  }, [isWaiting])
}

export function earlyKeys(): string {
  return typed
}
