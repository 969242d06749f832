'use client'

import { Fragment } from 'react'
import { ActivityRow, type RowHandlers } from '#components/activity/activity-row.tsx'
import { clockWithZone, dayOf } from '#components/activity/clock.ts'
import type { ActivityEntry } from '#lib/history/activity.ts'

/** Entries under the day they belong to, newest first; the point in time is a line between them. */
export function ActivityList({
  entries,
  at,
  selected,
  open,
  ...handlers
}: RowHandlers & {
  entries: readonly ActivityEntry[]
  /** The point in time, in milliseconds; NaN for none. */
  at: number
  selected: string
  /** Keys of the bulk changes that show their units. */
  open: readonly string[]
}) {
  const firstBefore = Number.isNaN(at) ? -1 : entries.findIndex((entry) => Date.parse(entry.to) <= at)
  return (
    <ol aria-label="Changes, newest first" className="@container bg-surface">
      {entries.map((entry, index) => {
        const day = dayOf(Date.parse(entry.to))
        const before = entries[index - 1]
        const isNewDay = before === undefined || dayOf(Date.parse(before.to)) !== day
        return (
          <Fragment key={entry.key}>
            {isNewDay && (
              <li className="sticky top-0 z-10 border-line border-b bg-sunken px-3 py-1 font-medium text-muted text-xs">
                {day}
              </li>
            )}
            {index === firstBefore && (
              <li className="border-removed border-t-2 bg-removed-soft px-3 py-1 text-removed text-xs">
                {clockWithZone(at)} — changes before this point in time, most recent first
              </li>
            )}
            <ActivityRow
              entry={entry}
              isSelected={entry.key === selected}
              isOpen={open.includes(entry.key)}
              isNearest={index === firstBefore}
              {...handlers}
            />
          </Fragment>
        )
      })}
    </ol>
  )
}
