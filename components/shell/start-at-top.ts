'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** Another page begins at its top: the element that scrolls stays the same, and with it how far it was scrolled. */
export function useStartAtTop() {
  const scroller = useRef<HTMLElement>(null)
  const path = usePathname()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is what it waits for
  useEffect(() => {
    scroller.current?.scrollTo(0, 0)
  }, [path])
  return scroller
}
