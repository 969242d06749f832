'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { PendingButton } from '#components/ui/button/pending-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { withTick } from '#components/unit/ticks.ts'
import { TimelineEntryLine } from '#components/unit/timeline-entry.tsx'
import { TimelineSkeleton } from '#components/unit/timeline-skeleton.tsx'
import type { UnitPlace } from '#components/unit/use-unit-place.ts'
import { count } from '#lib/base/plural.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { timelineQuery } from '#lib/queries/timeline.ts'

/** The history of the unit, newest first. Two ticked revisions are compared. */
export function Timeline({
  unit: { Unit },
  place: { ticked, tick, revision, showDocument, showDiff, showTab },
  className,
}: {
  unit: ExtendedUnit
  place: UnitPlace
  className?: string
}) {
  const timeline = useInfiniteQuery(timelineQuery(Unit))
  const list = useMarkedInView(timeline.isSuccess, ticked.at(-1) ?? revision)
  const entries = timeline.data ?? []
  return (
    <section aria-labelledby="timeline" className={className}>
      <header className="sticky top-0 z-10 flex min-h-10.25 flex-wrap items-center gap-x-2 border-line border-b bg-canvas px-3 py-1.5">
        <h2 id="timeline" className="mr-auto font-semibold text-sm">
          Revisions
        </h2>
        <p aria-live="polite" className="text-muted text-xs">
          {hints[Math.min(ticked.length, 2)]}
        </p>
        {ticked.length === 2 && (
          // In narrow windows it does not stand beside the timeline.
          <Button size="sm" variant="primary" className="lg:hidden" onPress={() => showTab('compare')}>
            Show the comparison
          </Button>
        )}
        {ticked.length > 0 && (
          <Button size="sm" variant="quiet" onPress={() => tick([])}>
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
            isTicked={ticked.includes(entry.RevisionNum)}
            isShown={
              revision === entry.RevisionNum || (revision === null && entry.isHead && ticked.length < 2)
            }
            onTick={() => tick(withTick(ticked, entry.RevisionNum))}
            onShow={() => showDocument(entry.isHead ? null : entry.RevisionNum)}
            onDiff={() => showDiff(entry.RevisionNum)}
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
              <PendingButton
                size="sm"
                isPending={timeline.isFetchingNextPage}
                onPress={() => void timeline.fetchNextPage()}
              >
                Show older
              </PendingButton>
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
