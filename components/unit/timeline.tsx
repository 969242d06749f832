'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { type Ticks, withTick } from '#components/unit/ticks.ts'
import { TimelineEntryLine } from '#components/unit/timeline-entry.tsx'
import { TimelineSkeleton } from '#components/unit/timeline-skeleton.tsx'
import { count } from '#lib/base/plural.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { timelineQuery } from '#lib/queries/timeline.ts'

/** The history of the unit, newest first. Two ticked revisions are compared. */
export function Timeline({
  unit: { Unit },
  compared,
  shown,
  onCompare,
  onShow,
  onDiff,
  onShowComparison,
  className,
}: {
  unit: ExtendedUnit
  /** One or two revision numbers, smaller first. */
  compared: Ticks
  shown: number | null
  onCompare: (ticks: Ticks) => void
  onShow: (revisionNum: number | null) => void
  /** What one revision changed. */
  onDiff: (revisionNum: number) => void
  /** Where the comparison does not stand beside the timeline. */
  onShowComparison: () => void
  className?: string
}) {
  const timeline = useInfiniteQuery(timelineQuery(Unit))
  const list = useMarkedInView(timeline.isSuccess, compared.at(-1) ?? shown)
  const entries = timeline.data ?? []
  return (
    <section aria-labelledby="timeline" className={className}>
      <header className="sticky top-0 z-10 flex min-h-10.25 flex-wrap items-center gap-x-2 border-line border-b bg-canvas px-3 py-1.5">
        <h2 id="timeline" className="mr-auto font-semibold text-sm">
          Revisions
        </h2>
        <p aria-live="polite" className="text-muted text-xs">
          {hints[Math.min(compared.length, 2)]}
        </p>
        {compared.length === 2 && (
          <Button size="sm" variant="primary" className="lg:hidden" onPress={onShowComparison}>
            Show the comparison
          </Button>
        )}
        {compared.length > 0 && (
          <Button size="sm" variant="quiet" onPress={() => onCompare([])}>
            Clear
          </Button>
        )}
      </header>
      {timeline.isPending && <TimelineSkeleton />}
      <ol ref={list} aria-label="Revisions, newest first">
        {entries.map((entry) => (
          <TimelineEntryLine
            key={entry.RevisionNum}
            entry={entry}
            unit={Unit}
            isTicked={compared.includes(entry.RevisionNum)}
            isShown={shown === entry.RevisionNum || (shown === null && entry.isHead && compared.length < 2)}
            onTick={() => onCompare(withTick(compared, entry.RevisionNum))}
            onShow={() => onShow(entry.isHead ? null : entry.RevisionNum)}
            onDiff={() => onDiff(entry.RevisionNum)}
          />
        ))}
      </ol>
      {timeline.isError && (
        <ErrorPanel
          form="banner"
          className="m-3"
          error={timeline.error}
          title={
            timeline.isFetchNextPageError
              ? 'The older revisions could not be loaded'
              : 'The revisions could not be loaded'
          }
          onRetry={() => void (timeline.isFetchNextPageError ? timeline.fetchNextPage() : timeline.refetch())}
        />
      )}
      {timeline.data && (
        <footer className="flex items-center gap-3 px-3 py-2 text-muted text-xs">
          {timeline.hasNextPage ? (
            <>
              The newest {entries.length} are shown.
              <Button
                size="sm"
                isPending={timeline.isFetchingNextPage}
                onPress={() => void timeline.fetchNextPage()}
              >
                Show older
              </Button>
            </>
          ) : (
            `${entries.length === 1 ? 'The only revision is' : `All ${count(entries.length, 'revision')} are`} shown.`
          )}
        </footer>
      )}
    </section>
  )
}

const hints = ['Tick two to compare', 'Tick one more to compare', 'Compared'] as const

/** An address or a key may lead to a revision that is scrolled out of view. */
function useMarkedInView(isLoaded: boolean, marked: number | null) {
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    if (!isLoaded || marked === null) return
    list.current?.querySelector(`[data-revision="${marked}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [isLoaded, marked])
  return list
}
