'use client'

import { classNames } from '#components/ui/class-names.ts'
import { exactTime } from '#components/ui/time/relative-time.ts'
import { count } from '#lib/base/plural.ts'
import type { Mark } from '#lib/history/activity-lanes.ts'

/** A change, or several close together, on its lane. Its size grows with the number of units. */
export function LaneMark({
  mark,
  place,
  isTabStop,
  isSelected,
  describedBy,
  onActive,
  onSelect,
}: {
  mark: Mark
  /** Lets the arrow keys find the mark. */
  place: string
  isTabStop: boolean
  isSelected: boolean
  describedBy: string | undefined
  onActive: (isActive: boolean) => void
  onSelect: (byKeyboard: boolean) => void
}) {
  const { units, from, to, actor, entries } = mark
  const { width, height } = sizeOf(units)
  return (
    <button
      type="button"
      data-place={place}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={labelOf(mark)}
      aria-describedby={describedBy}
      aria-current={isSelected || undefined}
      onPointerEnter={() => onActive(true)}
      onPointerLeave={() => onActive(false)}
      onFocus={() => onActive(true)}
      onBlur={() => onActive(false)}
      onClick={({ detail }) => onSelect(detail === 0)}
      style={{
        left: middleWithin(((from + to) / 2) * 100, width),
        width: `max(${width}px, ${(to - from) * 100}%)`,
        height,
        // A large one must not hide the small one beside it.
        zIndex: 22 - Math.round(height / 2),
      }}
      className={classNames(
        "absolute top-1/2 grid -translate-x-1/2 -translate-y-1/2 place-items-center border border-surface font-medium text-[10px] text-surface tabular-nums leading-none before:absolute before:-inset-1.5 before:content-['']",
        shapes[actor],
        entries.length > 1 && 'shadow-[2px_-2px_0_0_var(--line-strong)]',
        isSelected && 'ring-2 ring-ink',
      )}
    >
      {units > 1 && <span aria-hidden>{units}</span>}
    </button>
  )
}

/** Colour is never the only signal: people are round, automation is square. */
const shapes: Readonly<Record<Mark['actor'], string>> = {
  people: 'rounded-full bg-accent',
  automation: 'rounded-[2px] bg-attention',
  both: 'rounded-[2px] rounded-l-full bg-linear-to-r from-50% from-accent to-50% to-attention',
}

/** A wide mark at the end of the axis stays inside the page. */
function middleWithin(percent: number, width: number): string {
  const inset = Math.max(0, width / 2 - 10)
  return inset === 0 ? `${percent}%` : `clamp(${inset}px, ${percent}%, calc(100% - ${inset}px))`
}

/** In pixels: a dot for one unit, then growing with every doubling, and wide enough for its number. */
function sizeOf(units: number): { width: number; height: number } {
  if (units <= 1) return { width: 10, height: 10 }
  const height = Math.min(22, Math.round(13 + 1.6 * Math.log2(units)))
  return { height, width: Math.max(height, 8 + 6 * String(units).length) }
}

function labelOf({ entries, units }: Mark): string {
  const counted = count(units, 'unit')
  const [first] = entries
  const last = entries.at(-1)
  if (first === undefined || last === undefined) return counted
  const from = exactTime(Date.parse(first.from))
  if (entries.length > 1)
    return `${count(entries.length, 'change')}, ${counted}, ${from} to ${exactTime(Date.parse(last.to))}`
  return `${first.author.name}, ${counted}, ${from}: ${first.reason || 'no reason given'}`
}
