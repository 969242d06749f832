'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { ErrorPanel } from '#components/ui/error-panel.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { TimelineEntryLine } from '#components/unit/timeline-entry.tsx'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { timelineQuery } from '#lib/queries/timeline.ts'

const firstPage = 50
const nextPage = 150

/** How the unit came to be as it is, newest first. Two ticked entries are compared. */
export function Timeline({
  unit: { Unit },
  compared,
  shown,
  onCompare,
  onShow,
  className,
}: {
  unit: ExtendedUnit
  /** One or two revision numbers, smaller first. */
  compared: readonly number[]
  shown: number | null
  onCompare: (pair: readonly number[]) => void
  onShow: (revisionNum: number | null) => void
  className?: string
}) {
  const [limit, setLimit] = useState(firstPage)
  const timeline = useQuery({
    ...timelineQuery(Unit.SpaceID, Unit.UnitID, limit),
    placeholderData: keepPreviousData,
  })
  const entries = timeline.data?.entries ?? []
  const tick = (num: number, isTicked: boolean) => {
    const rest = compared.filter((each) => each !== num)
    onCompare(isTicked ? [...rest, num].sort((a, b) => a - b) : rest)
  }
  return (
    <section aria-labelledby="timeline" className={className}>
      <header className="sticky top-0 z-10 flex min-h-10 flex-wrap items-center gap-2 border-line border-b bg-canvas px-3 py-1.5">
        <h2 id="timeline" className="mr-auto font-semibold text-sm">
          Revisions
        </h2>
        <p aria-live="polite" className="text-muted text-xs">
          {hints[Math.min(compared.length, 2)]}
        </p>
        {compared.length > 0 && (
          <Button size="sm" variant="quiet" onPress={() => onCompare([])}>
            Clear
          </Button>
        )}
      </header>
      {timeline.isPending && <TimelineSkeleton />}
      {timeline.isError && (
        <ErrorPanel
          form="banner"
          className="m-3"
          error={timeline.error}
          title="The revisions cannot be read"
          onRetry={() => void timeline.refetch()}
        />
      )}
      <ol aria-label="Revisions, newest first">
        {entries.map((entry) => (
          <TimelineEntryLine
            key={entry.RevisionNum}
            entry={entry}
            unitId={Unit.UnitID}
            isTicked={compared.includes(entry.RevisionNum)}
            canTick={compared.length < 2 || compared.includes(entry.RevisionNum)}
            isShown={shown === entry.RevisionNum || (shown === null && entry.isHead && compared.length < 2)}
            onTick={(isTicked) => tick(entry.RevisionNum, isTicked)}
            onShow={() => onShow(entry.isHead ? null : entry.RevisionNum)}
            onDiff={() => onCompare([entry.RevisionNum - 1, entry.RevisionNum])}
          />
        ))}
      </ol>
      {timeline.data && (
        <footer className={classNames('flex items-center gap-3 px-3 py-2 text-muted text-xs')}>
          {timeline.data.truncated ? (
            <>
              The newest {entries.length} are shown.
              <Button
                size="sm"
                isPending={timeline.isPlaceholderData}
                onPress={() => setLimit(limit === firstPage ? 200 : Math.min(1000, limit + nextPage))}
                isDisabled={limit >= 1000}
              >
                Show older
              </Button>
            </>
          ) : (
            `All ${entries.length} revisions are shown.`
          )}
        </footer>
      )}
    </section>
  )
}

const hints = ['Tick two to compare', 'Tick one more to compare', 'Compared'] as const

function TimelineSkeleton() {
  return (
    <div className="flex flex-col gap-px">
      {['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((line) => (
        <Skeleton key={line} className="h-19" />
      ))}
    </div>
  )
}
