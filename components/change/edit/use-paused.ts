'use client'

import { useEffect, useState } from 'react'

/** The value as it was when it last stayed the same for a while; at once where there is no pause. */
export function usePaused<T>(value: T, pauseMs: number): T {
  const [settled, setSettled] = useState(value)
  // Without a pause it is kept up all the same, for a pause that comes later.
  if (pauseMs === 0 && !Object.is(settled, value)) setSettled(value)
  useEffect(() => {
    if (pauseMs === 0) return
    const timer = setTimeout(() => setSettled(value), pauseMs)
    return () => clearTimeout(timer)
  }, [value, pauseMs])
  return pauseMs === 0 ? value : settled
}

/** Reading a text of this many characters takes longer than a key press may. */
const quickText = 20_000

/** How long typing has to pause before a text is read. */
export function pauseFor(text: string): number {
  return text.length > quickText ? 300 : 0
}
