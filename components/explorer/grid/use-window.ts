'use client'

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

/** Lines drawn beyond both edges, so that scrolling shows lines that are there. */
const overscan = 8
/** The window moves by so many lines at a time. */
const step = 4
const restMs = 150

/** A line that is drawn, in the element of its slot. */
type DrawnLine = {
  readonly slot: number
  readonly line: number
  /** It came while lines moved, and they move still. */
  readonly isPassing: boolean
}

export type LineWindow = {
  readonly lines: readonly DrawnLine[]
  readonly first: number
  readonly last: number
  readonly isMoving: boolean
  /** Scrolled sideways, so that columns which stay in place cover others. */
  readonly isSideways: boolean
}

type WindowSize = { readonly lineCount: number; readonly lineHeight: number; readonly headerHeight: number }

/**
 * The lines around what is visible. A line that scrolls out gives its element to one that scrolls in, so that scrolling
 * changes texts and creates nothing.
 */
export function useWindow(
  scroller: HTMLElement | null,
  { lineCount, lineHeight, headerHeight }: WindowSize,
  onRest: () => void,
): LineWindow {
  const [place, setPlace] = useState(() => ({ first: 0, size: fitting(lineHeight), isSideways: false }))
  const slotOrder = useRef<readonly number[]>([])
  const rested = useRef({ first: 0, last: 0 })
  const look = useCallback(() => {
    if (scroller === null) return
    const top = Math.floor(scroller.scrollTop / lineHeight)
    const first = Math.max(0, Math.floor((top - overscan) / step) * step)
    const seen = Math.ceil((scroller.clientHeight - headerHeight) / lineHeight)
    const size = Math.ceil((seen + 2 * overscan + step) / step) * step
    const isSideways = scroller.scrollLeft > 0
    setPlace((before) =>
      before.first === first && before.size === size && before.isSideways === isSideways
        ? before
        : { first, size, isSideways },
    )
  }, [scroller, lineHeight, headerHeight])
  useLayoutEffect(() => {
    if (scroller === null) return
    // It tells of the first size after the first lines are painted: only then come those beyond the edges.
    const observer = new ResizeObserver(look)
    observer.observe(scroller)
    return () => observer.disconnect()
  }, [scroller, look])
  const isMoving = useMotion(scroller, look, onRest)
  const { size, isSideways } = place
  const first = Math.min(place.first, Math.max(0, lineCount - size))
  const last = Math.min(lineCount, first + size)
  // At rest the elements stand in the order of their lines, for those who read them one after another. While they move,
  // they keep their places among each other: moving elements costs more than changing them.
  if (!isMoving || slotOrder.current.length !== size)
    slotOrder.current = Array.from({ length: size }, (_, index) => (first + index) % size)
  if (!isMoving) rested.current = { first, last }
  const wasThere = (line: number) => line >= rested.current.first && line < rested.current.last
  const lines = slotOrder.current.flatMap((slot): DrawnLine[] => {
    const line = first + ((((slot - first) % size) + size) % size)
    return line < last ? [{ slot, line, isPassing: isMoving && !wasThere(line) }] : []
  })
  return { lines, first, last, isMoving, isSideways }
}

/** Lines that fill the window of the browser. To ask how high the grid is would lay it out before it has lines. */
function fitting(lineHeight: number): number {
  return Math.ceil(window.innerHeight / lineHeight)
}

/** Whether it is being scrolled; `onRest` is called when it has stopped. */
function useMotion(scroller: HTMLElement | null, onScroll: () => void, onRest: () => void): boolean {
  const [isMoving, setIsMoving] = useState(false)
  const rested = useRef(onRest)
  useLayoutEffect(() => {
    rested.current = onRest
  })
  // Once what is on screen is known again.
  useEffect(() => {
    if (!isMoving) rested.current()
  }, [isMoving])
  useEffect(() => {
    if (scroller === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const scrolled = () => {
      // In the frame that shows where it was scrolled to; React would draw the lines in another one after it.
      flushSync(() => {
        onScroll()
        setIsMoving(true)
      })
      clearTimeout(timer)
      timer = setTimeout(() => setIsMoving(false), restMs)
    }
    scroller.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      clearTimeout(timer)
      scroller.removeEventListener('scroll', scrolled)
    }
  }, [scroller, onScroll])
  return isMoving
}
