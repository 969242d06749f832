'use client'

import { dayAndClock } from '#components/activity/clock.ts'
import { SentenceLine } from '#components/activity/sentence-line.tsx'
import { useSentence } from '#components/activity/sentences.ts'
import { classNames } from '#components/ui/class-names.ts'
import { exactTime } from '#components/ui/time/relative-time.ts'
import { count } from '#lib/base/plural.ts'
import type { ActivityEntry } from '#lib/history/activity.ts'
import { unitCount } from '#lib/history/activity.ts'
import type { Mark } from '#lib/history/activity-lanes.ts'

const shownEntries = 4

/** Describes a mark, beside it, while it is hovered or focused. */
export function MarkCard({ id, mark, isAbove }: { id: string; mark: Mark; isAbove: boolean }) {
  const entries = mark.entries.slice(0, shownEntries)
  const rest = mark.entries.length - entries.length
  return (
    <div
      id={id}
      role="tooltip"
      // The card stays within the lane, however close to the edge the mark is.
      style={{ left: `${mark.from * 100}%`, transform: `translateX(-${mark.from * 100}%)` }}
      className={classNames(
        'pointer-events-none absolute z-30 flex w-80 max-w-full flex-col gap-2 rounded-md border border-line bg-raised p-2.5 text-ink text-sm shadow-float',
        isAbove ? 'bottom-full mb-1' : 'top-full mt-1',
      )}
    >
      {entries.map((entry) => (
        <CardEntry key={entry.key} entry={entry} isOnly={mark.entries.length === 1} />
      ))}
      {rest > 0 && <p className="text-muted text-xs">and {rest} more changes; narrow the window</p>}
    </div>
  )
}

function CardEntry({ entry, isOnly }: { entry: ActivityEntry; isOnly: boolean }) {
  const sentence = useSentence(entry, true)
  const time = Date.parse(entry.to)
  const [only] = entry.revisions
  const units = unitCount(entry)
  const place = only?.Unit?.Slug ?? only?.Revision.UnitSlug ?? 'a unit'
  const space = only?.Space?.Slug ?? only?.Revision.SpaceSlug ?? 'an unknown space'
  return (
    <div className="min-w-0">
      <p className="text-muted text-xs">
        <span className="text-ink">{entry.author.name}</span> · {isOnly ? exactTime(time) : dayAndClock(time)}{' '}
        · {entry.tool}
      </p>
      <p>
        <SentenceLine sentence={sentence} />
      </p>
      {isOnly && (
        <p className="break-words text-muted text-xs">
          {entry.reason === '' ? 'No reason given' : `“${entry.reason}”`}
        </p>
      )}
      <p className="mono text-muted [overflow-wrap:anywhere]">
        {units === 1 ? `${place} in ${space}` : count(units, 'unit')}
      </p>
    </div>
  )
}
