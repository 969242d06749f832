import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'

/** The lines to render of a scrolling box: those that are visible, and a few around them. */
export function useVisibleLines({
  count,
  keyOf,
  lineHeight,
}: {
  count: number
  keyOf: (index: number) => string | undefined
  /** A guess; lines are measured when they appear. */
  lineHeight: number
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => keyOf(index) ?? index,
    overscan: 12,
  })
  return { scroller, virtual }
}
