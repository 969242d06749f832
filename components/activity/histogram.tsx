'use client'

import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef, useState } from 'react'
import { spanText } from '#components/activity/clock.ts'
import { classNames } from '#components/ui/class-names.ts'
import type { Bucket } from '#lib/history/activity.ts'
import { type Axis, shareOf } from '#lib/history/activity-axis.ts'

/** Two bars and the range between them; `to` follows the pointer or the focus. */
export type BarRange = { readonly from: number; readonly to: number }

type Bars = {
  buckets: readonly Bucket[]
  axis: Axis
  range: BarRange | undefined
  onRange: (range: BarRange | undefined) => void
}

/**
 * How much changed when. Dragging across the bars narrows the window; on the keyboard, Shift and the arrow keys select
 * a range and Enter narrows the window to it.
 */
export function Histogram({
  buckets,
  axis,
  range,
  onRange,
  onNarrow,
}: Bars & { onNarrow: (stretch: Axis) => void }) {
  const [active, setActive] = useState(buckets.length - 1)
  const bars = useRef<HTMLDivElement>(null)
  const most = Math.max(1, ...buckets.map(({ people, automation }) => people + automation))
  const tabStop = Math.max(0, Math.min(active, buckets.length - 1))

  const narrow = (chosen: BarRange) => {
    const stretch = stretchOf(buckets, chosen)
    onRange(undefined)
    if (stretch !== undefined) onNarrow(stretch)
  }
  const drag = useDrag({ buckets, axis, range, onRange, onEnd: narrow })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && range !== undefined) {
      event.preventDefault()
      onRange(undefined)
    }
    const next = { ArrowLeft: tabStop - 1, ArrowRight: tabStop + 1, Home: 0, End: buckets.length - 1 }[
      event.key
    ]
    if (next === undefined) return
    event.preventDefault()
    const to = Math.max(0, Math.min(buckets.length - 1, next))
    onRange(event.shiftKey ? { from: range?.from ?? tabStop, to } : undefined)
    setActive(to)
    bars.current?.querySelectorAll('button')[to]?.focus()
  }
  // A drag ends with its own pointer event. A click without one comes from Enter, Space or a screen reader.
  const onClick = ({ detail }: MouseEvent) => {
    if (detail === 0) narrow(range ?? { from: tabStop, to: tabStop })
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; these bars are parts of one picture
    <div
      ref={bars}
      role="group"
      aria-label="Revisions over time. Shift and the arrow keys select a range; Enter narrows the window to it."
      className="relative h-16 touch-pan-y select-none xl:h-24"
      onKeyDown={onKeyDown}
      {...drag}
    >
      {buckets.map((bucket, index) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: the bar in this place keeps the focus when the window changes
          key={index}
          type="button"
          tabIndex={index === tabStop ? 0 : -1}
          aria-label={`${bucketText(bucket)}. Narrow the window to this.`}
          title={bucketText(bucket)}
          onFocus={() => setActive(index)}
          onClick={onClick}
          style={{
            left: `${shareOf(bucket.from, axis) * 100}%`,
            width: `${(shareOf(bucket.to, axis) - shareOf(bucket.from, axis)) * 100}%`,
          }}
          className={classNames(
            'absolute inset-y-0 flex cursor-col-resize flex-col justify-end rounded-sm px-[0.5px] hover:bg-hover',
            isWithin(range, index) && 'bg-accent-soft',
          )}
        >
          <span className="block bg-attention" style={{ height: height(bucket.automation, most) }} />
          <span className="block bg-accent" style={{ height: height(bucket.people, most) }} />
        </button>
      ))}
    </div>
  )
}

/** Choosing a range with the pointer. */
function useDrag({ buckets, axis, range, onRange, onEnd }: Bars & { onEnd: (range: BarRange) => void }) {
  const isDragging = useRef(false)
  const indexAt = ({ clientX, currentTarget }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    const time = axis.from + ((clientX - left) / width) * (axis.to - axis.from)
    const index = buckets.findIndex(({ to }) => time < to)
    return index === -1 ? buckets.length - 1 : index
  }
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return
      const index = indexAt(event)
      event.currentTarget.setPointerCapture(event.pointerId)
      isDragging.current = true
      onRange({ from: index, to: index })
    },
    onPointerMove: (event: PointerEvent) => {
      if (isDragging.current && range) onRange({ ...range, to: indexAt(event) })
    },
    onPointerUp: () => {
      if (isDragging.current && range) onEnd(range)
      isDragging.current = false
    },
    onPointerCancel: () => {
      isDragging.current = false
      onRange(undefined)
    },
  }
}

/** What the bars of a range cover. */
export function stretchOf(buckets: readonly Bucket[], { from, to }: BarRange): Axis | undefined {
  const first = buckets[Math.min(from, to)]
  const last = buckets[Math.max(from, to)]
  return first && last && { from: first.from, to: last.to }
}

function height(count: number, most: number): string {
  return count === 0 ? '0' : `${Math.max(5, (count / most) * 100)}%`
}

function isWithin(range: BarRange | undefined, index: number): boolean {
  if (range === undefined) return false
  return index >= Math.min(range.from, range.to) && index <= Math.max(range.from, range.to)
}

function bucketText({ from, to, people, automation }: Bucket): string {
  return `${spanText(from, to)}: ${people} by people, ${automation} by automation`
}
