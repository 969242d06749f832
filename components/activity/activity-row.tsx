'use client'

import { Bot, ChevronDown, ChevronRight, Flag } from 'lucide-react'
import Link from 'next/link'
import { memo, useRef } from 'react'
import { BulkUnits } from '#components/activity/bulk-units.tsx'
import { clock } from '#components/activity/clock.ts'
import { useSeen } from '#components/activity/in-view.ts'
import { RevisionLink } from '#components/activity/revision-link.tsx'
import { SentenceLine } from '#components/activity/sentence-line.tsx'
import { useSentence } from '#components/activity/sentences.ts'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { exactTime } from '#components/ui/time/relative-time.ts'
import { count } from '#lib/base/plural.ts'
import { type ActivityEntry, unitCount } from '#lib/history/activity.ts'
import { routes } from '#lib/url/routes.ts'

export type RowHandlers = {
  readonly onSelect: (key: string) => void
  readonly onToggle: (key: string) => void
  readonly onMark: (at: string) => void
}

/**
 * One change, of a unit or of many at once, whose units can be expanded below it. Memoized: renders again only when it
 * changes itself.
 */
export const ActivityRow = memo(function ActivityRow({
  entry,
  isSelected,
  isOpen,
  isNearest,
  onSelect,
  onToggle,
  onMark,
}: RowHandlers & {
  entry: ActivityEntry
  isSelected: boolean
  isOpen: boolean
  /** The last change before the point in time. */
  isNearest: boolean
}) {
  const row = useRef<HTMLLIElement>(null)
  const sentence = useSentence(entry, useSeen(row))
  const [only] = entry.revisions
  const isBulk = entry.revisions.length > 1
  const time = Date.parse(entry.to)
  const unitsId = `units-${entry.key}`
  return (
    <li
      ref={row}
      data-entry={entry.key}
      tabIndex={-1}
      aria-current={isSelected || undefined}
      className={classNames(
        'border-line border-b border-l-2 outline-offset-[-2px]',
        isSelected ? 'border-l-accent bg-accent-soft' : 'border-l-transparent',
        isNearest && !isSelected && 'bg-attention-soft',
      )}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a convenience for the mouse; j and k do the same */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the controls inside are focusable */}
      <div
        className="group grid scroll-my-16 grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 gap-y-0.5 py-2 pr-3 pl-2.5 text-sm @2xl:grid-cols-[4.5rem_8.5rem_minmax(0,1fr)_13rem]"
        onClick={({ target }) => {
          if (target instanceof Element && target.closest('a, button') === null) onSelect(entry.key)
        }}
      >
        <time dateTime={entry.to} title={exactTime(time)} className="mono text-muted tabular-nums">
          {clock(time)}
        </time>
        <span className="min-w-0 @max-2xl:flex @max-2xl:gap-2 @max-2xl:whitespace-nowrap">
          <span className="flex h-5 min-w-0 items-center gap-1 font-medium">
            {entry.author.isAutomation && <Bot aria-hidden size={13} className="shrink-0 text-attention" />}
            <span className="truncate">{entry.author.name}</span>
          </span>
          <span className="block truncate text-muted text-xs leading-5" title={entry.tool}>
            {entry.tool}
          </span>
        </span>
        <span className="col-start-2 min-w-0 @2xl:col-start-3">
          <SentenceLine sentence={sentence} />
          <span
            className={classNames('block break-words text-muted text-xs', entry.reason === '' && 'italic')}
          >
            {entry.reason === '' ? 'No reason given' : `“${entry.reason}”`}
            {entry.source !== '' && ` · ${entry.source}`}
            <ChangeLink entry={entry} />
          </span>
        </span>
        <span className="relative col-start-2 flex min-w-0 items-start @2xl:col-start-4">
          {isBulk ? (
            <Button
              variant="quiet"
              size="sm"
              className="-ml-2"
              aria-expanded={isOpen}
              {...(isOpen ? { 'aria-controls': unitsId } : {})}
              onPress={() => onToggle(entry.key)}
            >
              {isOpen ? <ChevronDown aria-hidden size={14} /> : <ChevronRight aria-hidden size={14} />}
              {countText(entry)}
            </Button>
          ) : (
            only && <RevisionLink revision={only} />
          )}
          <span className="absolute top-0 right-0 rounded-md bg-surface opacity-0 focus-within:opacity-100 group-hover:opacity-100">
            <Button
              variant="quiet"
              size="icon-sm"
              aria-label={`Mark ${clock(time)} as the point in time`}
              onPress={() => onMark(entry.to)}
            >
              <Flag aria-hidden size={13} />
            </Button>
          </span>
        </span>
      </div>
      {isBulk && isOpen && <BulkUnits id={unitsId} entry={entry} />}
    </li>
  )
})

/** `17 units`; a unit written twice is one unit and two revisions. */
function countText(entry: ActivityEntry): string {
  const units = unitCount(entry)
  const text = count(units, 'unit')
  return units === entry.revisions.length ? text : `${text}, ${count(entry.revisions.length, 'revision')}`
}

/** Links to the record of a change made through Hubdeck, from which it can be undone. */
function ChangeLink({ entry: { revisions, tagId } }: { entry: ActivityEntry }) {
  const tag = revisions[0]?.Tags?.find(({ TagID }) => TagID === tagId)
  if (tag === undefined) return null
  return (
    <>
      {' · '}
      <Link href={routes.change(tag.SpaceID, tag.TagID)} className="text-accent underline underline-offset-2">
        change and undo
      </Link>
    </>
  )
}
