'use client'

import { useEffect } from 'react'

let typed = ''

/** Keeps what is typed between opening the palette and its code being there, which would act on the page instead. */
export function useEarlyKeys(isWaiting: boolean): void {
  useEffect(() => {
    if (!isWaiting) return
    typed = ''
    const keep = (event: KeyboardEvent) => {
      const isText = event.key.length === 1
      // Nothing is found yet that Enter could run, and the page is not what it is meant for.
      if (!isText && event.key !== 'Enter') return
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (document.querySelector('[role=dialog]') !== null) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (isText) typed += event.key
    }
    window.addEventListener('keydown', keep, { capture: true })
    return () => window.removeEventListener('keydown', keep, { capture: true })
  }, [isWaiting])
}

export function earlyKeys(): string {
  return typed
}
