'use client'

import { type ReactNode, useMemo, useState } from 'react'
import { AxisPicture, TickLabels } from '#components/activity/axis-picture.tsx'
import { clockWithZone, offsetAt, spanText } from '#components/activity/clock.ts'
import { type BarRange, Histogram, stretchOf } from '#components/activity/histogram.tsx'
import { Lanes } from '#components/activity/lanes.tsx'
import { Button } from '#components/ui/button.tsx'
import { SegmentedRadio } from '#components/ui/field/segmented-radio.tsx'
import { exactTime } from '#components/ui/time/relative-time.ts'
import { type ActivityEntry, bucketsOf } from '#lib/history/activity.ts'
import { type Axis, partsOf, stepOf } from '#lib/history/activity-axis.ts'
import { lanesOf } from '#lib/history/activity-lanes.ts'
import type { ActivitySearch } from '#lib/url/search-params.ts'

const mostBars = 60
/** More would push the list off the screen. */
const usualLanes = 8
/** Marks nearer than this share of the axis would cover one another. */
const markGap = 1 / 28

const laneChoices = [
  { value: 'person', label: 'Person' },
  { value: 'region', label: 'Region' },
  { value: 'space', label: 'Space' },
  { value: 'tool', label: 'Tool' },
  { value: 'none', label: 'None' },
] as const

export type TimePaneProps = {
  entries: readonly ActivityEntry[]
  axis: Axis
  /** Nothing before this time was read. */
  readFrom: number | undefined
  /** The point in time; NaN for none. */
  at: number
  search: Pick<ActivitySearch, 'lanes' | 'all' | 'entry'>
  /** The window was chosen on the axis or by its times, not from the presets. */
  isOwnWindow: boolean
  onNarrow: (stretch: Axis) => void
  onReset: () => void
  onSearch: (change: Partial<Pick<ActivitySearch, 'lanes' | 'all'>>) => void
  onSelect: (key: string, byKeyboard: boolean) => void
  className?: string
}

/** One time axis: how much changed and when, with lanes for who, where or with which tool. */
export function TimePane(props: TimePaneProps) {
  const { entries, axis, at, search, isOwnWindow, onNarrow, className } = props
  const [range, setRange] = useState<BarRange>()
  const buckets = useMemo(() => barsOf(entries, axis), [entries, axis])
  const { lanes: by, all } = search
  const layout = useMemo(() => laneLayout(entries, axis, { by, all, at }), [entries, axis, by, all, at])
  const stretch = range && stretchOf(buckets, range)
  return (
    <section aria-label="Changes over time" className={className}>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 pb-2">
        <span aria-hidden className="text-muted text-xs">
          Lanes
        </span>
        <SegmentedRadio
          label="Lanes"
          options={laneChoices}
          value={by}
          onChange={(lanes) => props.onSearch({ lanes, all: false })}
        />
        <Legend />
      </header>
      <div className="relative">
        <AxisPicture axis={axis} at={at} readFrom={props.readFrom} stretch={stretch} />
        <div className="relative pt-4">
          <Histogram buckets={buckets} axis={axis} range={range} onRange={setRange} onNarrow={onNarrow} />
          <TickLabels axis={axis} />
          {layout && by !== 'none' && (
            <Lanes layout={layout} by={by} selected={search.entry} onSelect={props.onSelect} />
          )}
        </div>
      </div>
      <WindowLine
        shown={stretch ?? axis}
        isChoosing={stretch !== undefined}
        isOwnWindow={isOwnWindow}
        onReset={props.onReset}
      >
        {by !== 'none' && ((layout?.merged ?? 0) > 0 || all) && (
          <Button size="sm" className="h-6" onPress={() => props.onSearch({ all: !all })}>
            {all ? 'Fewer lanes' : 'A lane for each'}
          </Button>
        )}
      </WindowLine>
      <Moment at={at} axis={axis} entries={entries} onNarrow={onNarrow} onSelect={props.onSelect} />
      {props.readFrom !== undefined && (
        <p className="pt-1 text-attention text-xs">
          Too many revisions: nothing before {exactTime(props.readFrom)} was loaded. Narrow the window to see
          it.
        </p>
      )}
    </section>
  )
}

/** Which stretch of time the axis shows, or would show. */
function WindowLine({
  shown,
  isChoosing,
  isOwnWindow,
  onReset,
  children,
}: Pick<TimePaneProps, 'isOwnWindow' | 'onReset'> & {
  shown: Axis
  isChoosing: boolean
  children: ReactNode
}) {
  return (
    <footer className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-2 text-2xs text-muted">
      <span aria-live="polite">{spanText(shown.from, shown.to)}</span>
      {!isChoosing && <span className="max-sm:hidden">Drag across the bars to narrow the window</span>}
      {isOwnWindow && (
        <Button size="sm" className="h-6" onPress={onReset}>
          Back to preset ranges
        </Button>
      )}
      {children}
    </footer>
  )
}

function barsOf(entries: readonly ActivityEntry[], axis: Axis) {
  const parts = partsOf(axis, { step: stepOf(axis, mostBars), offsetAt })
  return bucketsOf(
    entries.flatMap(({ revisions }) => revisions),
    parts,
  )
}

function laneLayout(
  entries: readonly ActivityEntry[],
  axis: Axis,
  { by, all, at }: { by: ActivitySearch['lanes']; all: boolean; at: number },
) {
  if (by === 'none') return undefined
  return lanesOf(entries, axis, { by, most: all ? Number.POSITIVE_INFINITY : usualLanes, gap: markGap, at })
}

function Legend() {
  return (
    <span className="ml-auto flex items-center gap-3 text-2xs text-muted">
      <span className="flex items-center gap-1">
        <span aria-hidden className="size-2 rounded-full bg-accent" /> people
      </span>
      <span className="flex items-center gap-1">
        <span aria-hidden className="size-2 bg-attention" /> automation
      </span>
    </span>
  )
}

/**
 * The stretch between the point in time and the last change before it, or only the point when that change is out of
 * view.
 */
function Moment({
  at,
  axis,
  entries,
  onNarrow,
  onSelect,
}: Pick<TimePaneProps, 'at' | 'axis' | 'entries' | 'onNarrow' | 'onSelect'>) {
  if (Number.isNaN(at)) return null
  const half = (axis.to - axis.from) / 2
  const last = entries.find(({ to }) => Date.parse(to) <= at)
  const isInside = at >= axis.from && at <= axis.to
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-1 text-removed text-xs">
      {isInside
        ? `${clockWithZone(at)} is the point in time: the last changes before it come first.`
        : `${exactTime(at)} is ${at < axis.from ? 'before' : 'after'} this window.`}
      {!isInside && (
        <Button size="sm" onPress={() => onNarrow({ from: at - half, to: at + half })}>
          Go there
        </Button>
      )}
      {isInside && last && (
        <Button size="sm" onPress={() => onSelect(last.key, true)}>
          Last change before it
        </Button>
      )}
    </p>
  )
}
