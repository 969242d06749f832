'use client'

import { type ReactNode, type Ref, useImperativeHandle, useMemo } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { useVisibleLines } from '#components/ui/lines/visible-lines.ts'

export type LinesControl = { readonly scrollTo: (index: number) => void }

export type LinesProps<T> = {
  label: string
  items: readonly T[]
  /** The same function each time. */
  keyOf: (item: T) => string
  /** A guess, which saves work where it is right; lines are measured when they appear. */
  lineHeight: number
  /** How many lines stay in sight, whatever else needs the room. */
  linesKept?: number
  /** Where nothing in a line can have the focus, the box has to. */
  isFocusable?: boolean
  control?: Ref<LinesControl>
  className?: string
  children: (item: T) => ReactNode
}

/**
 * Any number of lines in a scrolling box; only the visible ones are rendered. Scrolling renders nothing but the lines
 * that come into sight, so whatever else changes belongs to a component around this one.
 */
export function Lines<T>({
  label,
  items,
  keyOf,
  lineHeight,
  linesKept = 0,
  isFocusable = false,
  control,
  className,
  children,
}: LinesProps<T>) {
  const { scroller, virtual, focusKept } = useVisibleLines({ items, keyOf, lineHeight })
  useImperativeHandle(control, () => ({ scrollTo: (index) => virtual.scrollToIndex(index) }), [virtual])
  const height = virtual.getTotalSize()
  return (
    <div
      ref={scroller}
      tabIndex={isFocusable ? 0 : undefined}
      style={{ minHeight: Math.min(height, linesKept * lineHeight) }}
      className={classNames('overflow-y-auto rounded-md border border-line bg-surface', className)}
    >
      <ul {...focusKept} aria-label={label} className="relative" style={{ height }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const item = items[index]
          if (item === undefined) return null
          return (
            <Line
              key={key}
              measure={virtual.measureElement}
              index={index}
              start={start}
              item={item}
              render={children}
            />
          )
        })}
      </ul>
    </div>
  )
}

function Line<T>({
  measure,
  index,
  start,
  item,
  render,
}: {
  measure: Ref<HTMLLIElement>
  index: number
  start: number
  item: T
  render: (item: T) => ReactNode
}) {
  // Scrolling moves the lines; what is in one stays.
  const content = useMemo(() => render(item), [render, item])
  return (
    <li
      ref={measure}
      data-index={index}
      className="absolute inset-x-0 top-0 border-line border-b"
      style={{ transform: `translateY(${start}px)` }}
    >
      {content}
    </li>
  )
}
