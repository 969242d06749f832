'use client'

import { type ReactNode, type Ref, useMemo } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { useVisibleLines } from '#components/ui/lines/visible-lines.ts'

/** Any number of units in a scrolling box; only the visible lines are rendered. */
export function UnitLines<T extends { readonly UnitID: string }>({
  label,
  items,
  lineHeight = 32,
  className,
  children,
}: {
  label: string
  items: readonly T[]
  /** A guess; lines are measured when they appear. */
  lineHeight?: number
  className?: string
  children: (item: T) => ReactNode
}) {
  const { scroller, virtual } = useVisibleLines({
    count: items.length,
    keyOf: (index) => items[index]?.UnitID,
    lineHeight,
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
              <Line
                key={line.key}
                measure={virtual.measureElement}
                index={line.index}
                start={line.start}
                item={item}
                render={children}
              />
            )
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
