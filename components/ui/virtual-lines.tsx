'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useRef } from 'react'
import { classNames } from '#components/ui/class-names.ts'

/** A list of any length in a scrolling box; only the visible lines are rendered. */
export function VirtualLines<T>({
  label,
  items,
  keyOf,
  lineHeight,
  className,
  children,
}: {
  label: string
  items: readonly T[]
  keyOf: (item: T) => string
  /** A guess; lines are measured when they appear. */
  lineHeight: number
  className?: string
  children: (item: T) => ReactNode
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => {
      const item = items[index]
      return item === undefined ? index : keyOf(item)
    },
    overscan: 12,
  })
  return (
    <div
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      className={classNames('overflow-y-auto rounded-md border border-line bg-surface', className)}
    >
      <ul aria-label={label} className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((line) => {
          const item = items[line.index]
          return (
            item !== undefined && (
              <li
                key={line.key}
                ref={virtual.measureElement}
                data-index={line.index}
                className="absolute inset-x-0 top-0 border-line border-b"
                style={{ transform: `translateY(${line.start}px)` }}
              >
                {children(item)}
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}
