'use client'

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Lines drawn beyond both edges, so that scrolling shows lines that are there. */
const overscan = 8
/** The window moves by so many lines at a time. */
const step = 4
const restMs = 150

export type LineWindow = {
  /** The lines that are drawn, each in the element of its slot. */
  readonly lines: readonly { readonly slot: number; readonly line: number }[]
  readonly first: number
  readonly last: number
}

/**
 * The lines around what is visible. A line that scrolls out gives its element to one that scrolls in, so that scrolling
 * changes texts and creates nothing.
 */
export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  { lineCount, lineHeight, headerHeight }: { lineCount: number; lineHeight: number; headerHeight: number },
  onMove: () => void,
): LineWindow {
  const [place, setPlace] = useState({ first: 0, size: 0 })
  const [isMoving, setIsMoving] = useState(false)
  const slotOrder = useRef<readonly number[]>([])
  const moved = useRef(onMove)
  useLayoutEffect(() => {
    moved.current = onMove
  })
  const look = useCallback(() => {
    const element = scroller.current
    if (element === null) return
    const top = Math.floor(element.scrollTop / lineHeight)
    const first = Math.max(0, Math.floor((top - overscan) / step) * step)
    const seen = Math.ceil((element.clientHeight - headerHeight) / lineHeight)
    const size = Math.ceil((seen + 2 * overscan + step) / step) * step
    setPlace((before) => (before.first === first && before.size === size ? before : { first, size }))
  }, [scroller, lineHeight, headerHeight])
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller, look])
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const scrolled = () => {
      look()
      setIsMoving(true)
      clearTimeout(timer)
      timer = setTimeout(() => {
        setIsMoving(false)
        moved.current()
      }, restMs)
    }
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      clearTimeout(timer)
      element.removeEventListener('scroll', scrolled)
    }
  }, [scroller, look])
  const { size } = place
  const first = Math.min(place.first, Math.max(0, lineCount - size))
  const last = Math.min(lineCount, first + size)
  // At rest the elements stand in the order of their lines, for those who read them one after another. While they move,
  // they keep their places among each other: moving elements costs more than changing them.
  if (!isMoving || slotOrder.current.length !== size)
    slotOrder.current = Array.from({ length: size }, (_, index) => (first + index) % size)
  const lines = slotOrder.current.flatMap((slot) => {
    const line = first + ((((slot - first) % size) + size) % size)
    return line < last ? [{ slot, line }] : []
  })
  return { lines, first, last }
}
