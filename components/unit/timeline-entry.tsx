'use client'

import { Bot, GitCompare, History } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Time } from '#components/ui/time.tsx'
import { changeKind, kindLabel } from '#lib/change/annotations.ts'
import type { Tag } from '#lib/confighub/schema/entities.ts'
import type { TimelineEntry } from '#lib/history/timeline.ts'
import { routes } from '#lib/url/routes.ts'

/** One revision: what changed, who, when, why, with what. */
export function TimelineEntryLine({
  entry,
  unitId,
  isTicked,
  canTick,
  isShown,
  onTick,
  onShow,
  onDiff,
}: {
  entry: TimelineEntry
  unitId: string
  isTicked: boolean
  canTick: boolean
  /** Its document is on screen. */
  isShown: boolean
  onTick: (isTicked: boolean) => void
  onShow: () => void
  onDiff: () => void
}) {
  const { RevisionNum, author, at, tool, source, reason, sentence, isHead } = entry
  return (
    <li
      aria-current={isShown || undefined}
      className={classNames('flex gap-2 border-line border-b px-3 py-2 text-sm', isShown && 'bg-accent-soft')}
    >
      <Checkbox
        aria-label={`Compare r${RevisionNum}`}
        isSelected={isTicked}
        isDisabled={!canTick}
        onChange={onTick}
      />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-baseline gap-2">
          <button
            type="button"
            onClick={onShow}
            aria-label={`Show the document of r${RevisionNum}`}
            className="mono shrink-0 font-medium text-accent underline-offset-2 hover:underline"
          >
            r{RevisionNum}
          </button>
          <span className="min-w-0 break-words">
            {sentence ?? <span className="text-muted">Not compared; see the diff</span>}
          </span>
        </p>
        {reason && <p className="mt-0.5 break-words text-muted">“{reason}”</p>}
        <p className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-muted text-xs">
          <span className="inline-flex items-center gap-1 text-ink">
            {author.isAutomation && <Bot aria-hidden size={12} />}
            {author.name}
          </span>
          <span aria-hidden>·</span>
          <Time at={at} />
          <span aria-hidden>·</span>
          <span>{tool}</span>
          {source && (
            <>
              <span aria-hidden>·</span>
              <span>{source}</span>
            </>
          )}
        </p>
        <Tags tags={entry.revision.Tags ?? []} />
        <div className="-ml-2 mt-1 flex flex-wrap gap-1">
          <Button size="sm" variant="quiet" className="h-6 px-2" onPress={onDiff}>
            <GitCompare aria-hidden size={13} />
            {RevisionNum === 1 ? 'Diff' : `Diff to r${RevisionNum - 1}`}
          </Button>
          {!isHead && (
            <Link
              href={routes.newChange({ units: [unitId], restore: RevisionNum, patch: 'restore' })}
              className={buttonClass('quiet', 'sm', 'h-6 px-2')}
            >
              <History aria-hidden size={13} />
              Restore…
            </Link>
          )}
        </div>
      </div>
    </li>
  )
}

function Tags({ tags }: { tags: readonly Tag[] }) {
  if (tags.length === 0) return null
  return (
    <p className="mt-1 flex flex-wrap gap-1">
      {tags.map((tag) =>
        tag.Labels?.[kindLabel] === changeKind ? (
          <Link
            key={tag.TagID}
            href={routes.change(tag.SpaceID, tag.TagID)}
            className="text-accent text-xs underline-offset-2 hover:underline"
          >
            Part of a change
          </Link>
        ) : (
          <Badge key={tag.TagID} className="mono">
            {tag.Slug}
          </Badge>
        ),
      )}
    </p>
  )
}
