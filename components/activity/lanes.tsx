'use client'

import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { LaneMark } from '#components/activity/lane-mark.tsx'
import { MarkCard } from '#components/activity/mark-card.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { DerivedMark } from '#components/ui/derived-mark.tsx'
import { count } from '#lib/base/plural.ts'
import {
  type Lane,
  type LaneBy,
  type LaneLayout,
  type MarkPlace,
  nextPlace,
} from '#lib/history/activity-lanes.ts'

/** Lanes by person, region, space or tool, on the time axis of the histogram above. */
export function Lanes({
  layout: { lanes, merged },
  by,
  selected,
  onSelect,
}: {
  layout: LaneLayout
  by: LaneBy
  /** Key of the selected change. */
  selected: string
  onSelect: (key: string, byKeyboard: boolean) => void
}) {
  const [stop, setStop] = useState<MarkPlace>({ lane: 0, mark: 0 })
  const [active, setActive] = useState<MarkPlace>()
  const list = useRef<HTMLUListElement>(null)
  const card = useId()
  const tabStop = lanes[stop.lane]?.marks[stop.mark] === undefined ? { lane: 0, mark: 0 } : stop
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && active !== undefined) {
      event.preventDefault()
      setActive(undefined)
    }
    const next = nextPlace(lanes, tabStop, event.key)
    if (next === undefined) return
    event.preventDefault()
    setStop(next)
    list.current?.querySelector<HTMLElement>(`[data-place="${placeText(next)}"]`)?.focus()
  }
  return (
    <ul
      ref={list}
      aria-label={`Changes by ${by}. The arrow keys move between changes; Enter shows the change in the list.`}
      onKeyDown={onKeyDown}
    >
      {lanes.map((lane, row) => {
        const shown = active?.lane === row ? lane.marks[active.mark] : undefined
        return (
          <li key={lane.key} className="pt-1">
            <LaneName lane={lane} by={by} merged={row === lanes.length - 1 ? merged : 0} />
            <div className="relative h-6 before:absolute before:inset-x-0 before:top-1/2 before:h-px before:bg-line before:content-['']">
              {lane.marks.map((mark, index) => {
                const place = { lane: row, mark: index }
                return (
                  <LaneMark
                    key={mark.key}
                    mark={mark}
                    place={placeText(place)}
                    isTabStop={isSame(place, tabStop)}
                    isSelected={mark.entries.some(({ key }) => key === selected)}
                    describedBy={isSame(place, active) ? card : undefined}
                    onActive={(isActive) => {
                      if (isActive) setActive(place)
                      else setActive((now) => (isSame(place, now) ? undefined : now))
                    }}
                    onSelect={(byKeyboard) => {
                      setStop(place)
                      onSelect(mark.entries.at(-1)?.key ?? mark.key, byKeyboard)
                    }}
                  />
                )
              })}
              {shown && <MarkCard id={card} mark={shown} isAbove={row > 2} />}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

function LaneName({ lane, by, merged }: { lane: Lane; by: LaneBy; merged: number }) {
  const name = merged > 0 ? `${merged} more ${nouns[by]}` : lane.name
  return (
    <p className="flex h-4 items-center justify-between gap-3 text-xs">
      <span className="flex min-w-0 items-center gap-1">
        <span
          title={name}
          className={classNames(
            'truncate',
            merged > 0 ? 'text-muted' : by === 'person' ? 'font-medium' : 'mono',
          )}
        >
          {name}
        </span>
        {lane.isDerived && <DerivedMark />}
      </span>
      <span className="shrink-0 text-2xs text-muted tabular-nums">{count(lane.changes, 'change')}</span>
    </p>
  )
}

const nouns: Readonly<Record<LaneBy, string>> = {
  person: 'people',
  region: 'regions',
  space: 'spaces',
  tool: 'tools',
}

function placeText({ lane, mark }: MarkPlace): string {
  return `${lane}:${mark}`
}

function isSame(a: MarkPlace, b: MarkPlace | undefined): boolean {
  return a.lane === b?.lane && a.mark === b.mark
}
