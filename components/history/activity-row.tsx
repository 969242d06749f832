'use client'

import { Bot, ChevronDown, ChevronRight, Flag } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { exactTime } from '#components/ui/relative-time.ts'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import type { ActivityEntry } from '#lib/history/activity.ts'
import { routes } from '#lib/url/routes.ts'

/** One change: of a unit, or of many at once, which open below it. */
export function ActivityRow({
  entry,
  isNearest,
  onMark,
}: {
  entry: ActivityEntry
  isNearest: boolean
  onMark: (at: string) => void
}) {
  const [isOpen, setOpen] = useState(false)
  const [only] = entry.revisions
  const isBulk = entry.revisions.length > 1
  return (
    <li className={classNames('border-line border-b', isNearest && 'bg-attention-soft')}>
      <div className="group grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 gap-y-0.5 px-3 py-2 text-sm md:grid-cols-[5.5rem_10rem_minmax(0,1fr)_minmax(0,20rem)]">
        <time
          dateTime={entry.to}
          title={exactTime(Date.parse(entry.to))}
          className="mono text-muted tabular-nums"
        >
          {clock(entry.to)}
        </time>
        <span className="flex h-5 min-w-0 items-center gap-1 font-medium">
          {entry.author.isAutomation && <Bot aria-hidden size={13} className="shrink-0 text-attention" />}
          <span className="truncate">{entry.author.name}</span>
        </span>
        <span className="col-start-2 min-w-0 md:col-start-3">
          <span className={entry.reason === '' ? 'text-muted italic' : ''}>
            {entry.reason || 'No reason given'}
          </span>
          <span className="block text-muted text-xs">
            {entry.source} · {entry.tool}
            {entry.tagId !== undefined &&
              only?.Tags?.map((tag) =>
                tag.TagID === entry.tagId ? (
                  <span key={tag.TagID}>
                    {' · '}
                    <Link
                      href={routes.change(tag.SpaceID, tag.TagID)}
                      className="text-accent underline underline-offset-2"
                    >
                      change and undo
                    </Link>
                  </span>
                ) : null,
              )}
          </span>
        </span>
        <span className="col-start-2 flex min-w-0 items-start gap-1 md:col-start-4">
          {isBulk ? (
            <Button variant="quiet" size="sm" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
              {isOpen ? <ChevronDown aria-hidden size={14} /> : <ChevronRight aria-hidden size={14} />}
              {entry.revisions.length} units
            </Button>
          ) : (
            only && <RevisionLink revision={only} />
          )}
          <Button
            variant="quiet"
            size="icon-sm"
            aria-label={`Mark ${clock(entry.to)} as the moment in question`}
            className="ml-auto opacity-0 focus:opacity-100 group-hover:opacity-100"
            onPress={() => onMark(entry.to)}
          >
            <Flag aria-hidden size={13} />
          </Button>
        </span>
      </div>
      {isBulk && isOpen && (
        <ul className="grid gap-x-4 border-line border-t bg-sunken px-3 py-2 pl-26 text-sm max-md:pl-3 lg:grid-cols-2">
          {entry.revisions.map((revision) => (
            <li key={revision.Revision.RevisionID} className="flex min-w-0 gap-2 py-0.5">
              <span className="mono shrink-0 text-muted text-xs">
                {clock(revision.Revision.CreatedAt ?? '')}
              </span>
              <RevisionLink revision={revision} />
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

/** `space/unit r12`, leading to what that revision changed. */
function RevisionLink({ revision: { Revision, Unit, Space } }: { revision: ExtendedRevision }) {
  const spaceSlug = Space?.Slug ?? Revision.SpaceSlug
  const unitSlug = Unit?.Slug ?? Revision.UnitSlug
  if (spaceSlug === undefined || unitSlug === undefined)
    return <span className="mono text-muted">{Revision.UnitID}</span>
  const search = Revision.RevisionNum > 1 ? { from: Revision.RevisionNum - 1, to: Revision.RevisionNum } : {}
  return (
    <Link
      href={routes.unit(spaceSlug, unitSlug, search)}
      className="group/link mono min-w-0"
      title={`${spaceSlug}/${unitSlug}`}
    >
      <span className="text-accent underline-offset-2 group-hover/link:underline">{unitSlug}</span>{' '}
      <span className="text-muted">r{Revision.RevisionNum}</span>
      <span className="block truncate text-muted text-xs">{spaceSlug}</span>
    </Link>
  )
}

function clock(iso: string): string {
  const time = new Date(iso)
  return Number.isNaN(time.getTime()) ? '–' : time.toLocaleTimeString('en-GB')
}
