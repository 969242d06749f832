'use client'

import { useSyncExternalStore } from 'react'

export type Scheme = 'light' | 'dark'

/** Notifies when the colour scheme on screen changes, by the system or by choice. */
export function subscribeScheme(listener: () => void): () => void {
  const media = window.matchMedia('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  media.addEventListener('change', listener)
  return () => {
    observer.disconnect()
    media.removeEventListener('change', listener)
  }
}

export function currentScheme(): Scheme {
  const chosen = document.documentElement.dataset.theme
  if (chosen === 'light' || chosen === 'dark') return chosen
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

/** The scheme on screen now, for what CSS cannot reach (Monaco, canvases). */
export function useScheme(): Scheme {
  return useSyncExternalStore(subscribeScheme, currentScheme, () => 'light')
}
