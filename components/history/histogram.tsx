'use client'

import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { exactTime } from '#components/ui/relative-time.ts'
import type { Bucket } from '#lib/history/activity.ts'

type Drag = { readonly from: number; readonly to: number }

/** How much changed when. Drag over it, or choose bars with the arrow keys and Enter, to narrow the window. */
export function Histogram({
  buckets,
  at,
  onNarrow,
}: {
  buckets: readonly Bucket[]
  at: string
  onNarrow: (range: { from: string; to: string }) => void
}) {
  const [drag, setDrag] = useState<Drag>()
  const [active, setActive] = useState(buckets.length - 1)
  const bars = useRef<HTMLDivElement>(null)
  const most = Math.max(1, ...buckets.map(({ people, automation }) => people + automation))
  const first = buckets[0]
  const last = buckets.at(-1)
  if (first === undefined || last === undefined) return null

  const narrow = (range: Drag) => {
    const from = buckets[Math.min(range.from, range.to)]
    const to = buckets[Math.max(range.from, range.to)]
    if (from && to) onNarrow({ from: from.from, to: to.to })
  }
  const indexAt = (event: PointerEvent) => {
    const box = bars.current?.getBoundingClientRect()
    if (box === undefined) return 0
    const share = (event.clientX - box.left) / box.width
    return Math.max(0, Math.min(buckets.length - 1, Math.floor(share * buckets.length)))
  }
  const move = (event: KeyboardEvent, index: number) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = Math.max(0, Math.min(buckets.length - 1, index + step))
    setActive(next)
    bars.current?.querySelectorAll('button')[next]?.focus()
  }
  const moment = momentShare(at, first.from, last.to)

  return (
    <section aria-label="Changes over time" className="border-line border-b bg-surface px-3 pt-3 pb-2">
      <div
        ref={bars}
        className="relative flex h-20 touch-none select-none items-end gap-px"
        onPointerDown={(event) => {
          const index = indexAt(event)
          event.currentTarget.setPointerCapture(event.pointerId)
          setDrag({ from: index, to: index })
        }}
        onPointerMove={(event) => drag && setDrag({ ...drag, to: indexAt(event) })}
        onPointerUp={() => {
          if (drag) narrow(drag)
          setDrag(undefined)
        }}
        onPointerCancel={() => setDrag(undefined)}
      >
        {buckets.map((bucket, index) => (
          <button
            key={bucket.from}
            type="button"
            tabIndex={index === active ? 0 : -1}
            aria-label={`${bucketText(bucket)}. Narrow to this.`}
            title={bucketText(bucket)}
            onFocus={() => setActive(index)}
            onKeyDown={(event) => {
              move(event, index)
              if (event.key === 'Enter' || event.key === ' ') narrow({ from: index, to: index })
            }}
            className={classNames(
              'flex h-full min-w-0 flex-1 cursor-col-resize flex-col justify-end rounded-sm outline-offset-1 hover:bg-hover',
              isWithin(drag, index) && 'bg-accent-soft',
            )}
          >
            <span className="block bg-attention" style={{ height: height(bucket.automation, most) }} />
            <span className="block bg-accent" style={{ height: height(bucket.people, most) }} />
          </button>
        ))}
        {moment !== undefined && (
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 w-px bg-removed"
            style={{ left: `${moment * 100}%` }}
          />
        )}
      </div>
      <div className="mt-1 flex items-center justify-between gap-3 border-line border-t pt-1 text-2xs text-muted">
        <span>{exactTime(Date.parse(first.from))}</span>
        <span className="flex items-center gap-3 max-sm:hidden">
          <span className="flex items-center gap-1">
            <span aria-hidden className="size-2 bg-accent" /> people
          </span>
          <span className="flex items-center gap-1">
            <span aria-hidden className="size-2 bg-attention" /> automation
          </span>
          <span>drag to narrow</span>
        </span>
        <span>{exactTime(Date.parse(last.to))}</span>
      </div>
    </section>
  )
}

function height(count: number, most: number): string {
  return count === 0 ? '0' : `${Math.max(4, (count / most) * 100)}%`
}

function isWithin(drag: Drag | undefined, index: number): boolean {
  return drag !== undefined && index >= Math.min(drag.from, drag.to) && index <= Math.max(drag.from, drag.to)
}

function bucketText({ from, people, automation }: Bucket): string {
  return `${exactTime(Date.parse(from))}: ${people} by people, ${automation} by automation`
}

/** Where the moment in question falls in the window, 0 to 1. */
function momentShare(at: string, from: string, to: string): number | undefined {
  const share = (Date.parse(at) - Date.parse(from)) / (Date.parse(to) - Date.parse(from))
  return share >= 0 && share <= 1 ? share : undefined
}
