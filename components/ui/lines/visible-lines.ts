import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type FocusEvent, useCallback, useRef } from 'react'

/** The lines to render of a scrolling box: those that are visible, a few around them, and the one with the focus. */
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
  const focused = useRef<string>(undefined)
  // With another function of keys the place of each line is computed anew, in every frame of scrolling.
  const getItemKey = useCallback(
    (index: number) => {
      const item = items[index]
      return item === undefined ? index : keyOf(item)
    },
    [items, keyOf],
  )
  const rangeExtractor = (range: Range) => {
    const inSight = defaultRangeExtractor(range)
    const key = focused.current
    const kept = key === undefined ? -1 : items.findIndex((item) => keyOf(item) === key)
    return kept === -1 || inSight.includes(kept) ? inSight : [...inSight, kept].sort((a, b) => a - b)
  }
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    getItemKey,
    rangeExtractor,
    overscan: 12,
  })
  /** For the list: a line that is scrolled out of sight keeps the focus. */
  const focusKept = {
    onFocus: ({ target }: FocusEvent<HTMLElement>) => {
      const item = items[Number(target.closest('li')?.dataset.index)]
      focused.current = item === undefined ? undefined : keyOf(item)
    },
    onBlur: () => {
      focused.current = undefined
    },
  }
  return { scroller, virtual, focusKept }
}
