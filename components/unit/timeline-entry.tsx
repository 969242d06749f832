'use client'

import { Bot, GitCompare, History } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Checkbox } from '#components/ui/field/checkbox.tsx'
import { Time } from '#components/ui/time/time.tsx'
import { changeKind, kindLabel } from '#lib/change/record/annotations.ts'
import type { Tag, Unit } from '#lib/confighub/schema/entities.ts'
import type { TimelineEntry } from '#lib/history/timeline.ts'
import { routes } from '#lib/url/routes.ts'

/** One revision: what changed, who, when, why, and with which tool. */
export function TimelineEntryLine({
  entry,
  unit,
  isTicked,
  isShown,
  onTick,
  onShow,
  onDiff,
}: {
  entry: TimelineEntry
  unit: Unit
  isTicked: boolean
  /** Its document is on screen. */
  isShown: boolean
  onTick: () => void
  onShow: () => void
  onDiff: () => void
}) {
  const { RevisionNum, author, at, tool, source, reason, sentence, isHead } = entry
  return (
    <li
      data-revision={RevisionNum}
      aria-current={isShown || undefined}
      className={classNames(
        'flex scroll-mt-10 gap-2 border-line border-b px-3 py-2 text-sm',
        isShown && 'bg-accent-soft',
      )}
    >
      <Checkbox aria-label={`Compare r${RevisionNum}`} isSelected={isTicked} onChange={onTick} />
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
          <span className="min-w-0 flex-1 break-words">
            {sentence ?? <span className="text-muted">Not compared; see the diff</span>}
          </span>
          {isHead && <Badge>head</Badge>}
          {RevisionNum === unit.LastReleasedRevisionNum && <Badge>released</Badge>}
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
          <WayBack entry={entry} unit={unit} />
        </div>
      </div>
    </li>
  )
}

/** Not offered for a document equal to the head's, or for the empty first revision. */
function WayBack({ entry: { RevisionNum, isHead, revision }, unit }: { entry: TimelineEntry; unit: Unit }) {
  const { DataHash, DataSize } = revision.Revision
  if (isHead || RevisionNum === 1 || DataSize === 0) return null
  if (DataHash !== undefined && DataHash === unit.DataHash) {
    return <span className="px-2 text-muted text-xs leading-6">Same document as the head</span>
  }
  return (
    <Link
      href={routes.newChange({ units: [unit.UnitID], restore: RevisionNum, patch: 'restore' })}
      aria-label={`Restore r${RevisionNum}…`}
      className={buttonClass('quiet', 'sm', 'h-6 px-2')}
    >
      <History aria-hidden size={13} />
      Restore…
    </Link>
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
            Has the Tag of a change
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
