'use client'

import { Fragment } from 'react'
import { ActivityRow } from '#components/history/activity-row.tsx'
import type { ActivityEntry } from '#lib/history/activity.ts'

/** Entries under the day they belong to, newest first; the moment in question is a line between them. */
export function ActivityList({
  entries,
  at,
  onMark,
}: {
  entries: readonly ActivityEntry[]
  at: string
  onMark: (at: string) => void
}) {
  const moment = Date.parse(at)
  const firstBefore = Number.isNaN(moment) ? -1 : entries.findIndex((entry) => Date.parse(entry.to) <= moment)
  return (
    <ol className="bg-surface">
      {entries.map((entry, index) => {
        const day = dayOf(entry.to)
        const isNewDay = index === 0 || dayOf(entries[index - 1]?.to ?? '') !== day
        return (
          <Fragment key={entry.key}>
            {isNewDay && (
              <li className="sticky top-0 z-10 border-line border-b bg-sunken px-3 py-1 font-medium text-muted text-xs">
                {day}
              </li>
            )}
            {index === firstBefore && (
              <li className="border-removed border-t-2 bg-removed-soft px-3 py-1 text-removed text-xs">
                {timeOf(at)} — what follows was there before this moment; nearest first
              </li>
            )}
            <ActivityRow entry={entry} isNearest={index === firstBefore} onMark={onMark} />
          </Fragment>
        )
      })}
    </ol>
  )
}

function dayOf(iso: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(iso))
}

function timeOf(iso: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(iso))
}
