'use client'

import { useEffect, useLayoutEffect, useRef } from 'react'

type Place = { readonly top: number; readonly left: number }

/** Where the grid at an address was scrolled to. */
const places = new Map<string, Place>()
/** The page was reached by going back or forward, and not by a press since then. */
let isReturn = false
let isWatching = false

function watch(): void {
  if (isWatching) return
  isWatching = true
  // For as long as the window is open: what one comes back from has no grid.
  window.addEventListener('popstate', () => {
    isReturn = true
  })
  for (const press of ['pointerdown', 'keydown'])
    window.addEventListener(press, () => {
      isReturn = false
    })
}

/** Brings a grid that one comes back to where it was left, once it has that many lines; others begin at the top. */
export function useKeptScroll(scroller: HTMLElement | null, height: number): void {
  const isDone = useRef(false)
  useEffect(() => {
    watch()
    if (scroller === null) return
    const keep = () => {
      places.set(window.location.href, { top: scroller.scrollTop, left: scroller.scrollLeft })
    }
    scroller.addEventListener('scroll', keep, { passive: true })
    return () => scroller.removeEventListener('scroll', keep)
  }, [scroller])
  useLayoutEffect(() => {
    if (scroller === null || isDone.current) return
    const place = isReturn ? places.get(window.location.href) : undefined
    if (place !== undefined && place.top > height) return
    isDone.current = true
    if (place !== undefined) scroller.scrollTo(place)
  }, [scroller, height])
}
