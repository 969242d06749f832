import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useRef } from 'react'

/** The lines to render of a scrolling box: those that are visible, and a few around them. */
export function useVisibleLines<T>({
  items,
  keyOf,
  lineHeight,
}: {
  items: readonly T[]
  /** The same function each time. */
  keyOf: (item: T) => string
  /** A guess; lines are measured when they appear. */
  lineHeight: number
}) {
  const scroller = useRef<HTMLDivElement>(null)
  // With another function of keys the place of each line is computed anew, in every frame of scrolling.
  const getItemKey = useCallback(
    (index: number) => {
      const item = items[index]
      return item === undefined ? index : keyOf(item)
    },
    [items, keyOf],
  )
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    getItemKey,
    overscan: 12,
  })
  return { scroller, virtual }
}
