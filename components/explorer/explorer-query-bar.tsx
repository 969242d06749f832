'use client'

import { type ReactNode, type RefObject, useMemo } from 'react'
import { ExplainButton } from '#components/explorer/explain/explain-button.tsx'
import type { PlaceOf } from '#components/explorer/explain/unit-place.ts'
import type { GridHandle } from '#components/explorer/grid/grid-props.ts'
import { knownValues } from '#components/explorer/known-values.ts'
import { LiveLine } from '#components/explorer/live/live-line.tsx'
import { ResultLine } from '#components/explorer/result-line.tsx'
import type { Explorer } from '#components/explorer/use-explorer.ts'
import { QueryBar } from '#components/query/query-bar.tsx'
import { SavedQueries } from '#components/query/saved/saved-queries.tsx'
import { QueryShare } from '#components/query/share/query-share.tsx'
import type { QueryBarHandle } from '#components/query/use-bar-focus.ts'
import { lazily } from '#components/ui/lazily.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

const ComputedLine = lazily('ComputedLine', () => import('#components/explorer/later.ts'))

/** The query of the explorer, and below it what it matches in one line. */
export function ExplorerQueryBar({
  ref,
  grid,
  explorer: { draft, search, setSearch, blocked, answer, isReadable, isStale, ask, live },
  placeOf,
  children,
}: {
  ref: RefObject<QueryBarHandle | null>
  grid: RefObject<GridHandle | null>
  explorer: Explorer
  placeOf: PlaceOf
  /** Further lines about the result. */
  children?: ReactNode
}) {
  const { table, rows, version } = answer
  // biome-ignore lint/correctness/useExhaustiveDependencies: the table is filled in place, and `version` says when
  const known = useMemo(() => knownValues(table), [table, version])
  return (
    <QueryBar
      ref={ref}
      leaveTo={grid}
      draft={draft}
      known={known}
      share={
        <>
          <SavedQueries
            query={search}
            savedId={search.saved}
            blocked={blocked}
            onOpen={(opened) => void setSearch(opened, { history: 'push' })}
          />
          <QueryShare query={search} blocked={blocked} />
        </>
      }
    >
      {rows.isPending && isReadable && <Skeleton className="h-3.5 w-80 max-w-full" />}
      {rows.data && <ResultLine answer={answer} sort={search.sort} isStale={isStale} />}
      {rows.data && <ExplainButton answer={rows.data} placeOf={placeOf} onDrop={ask} />}
      {rows.data && rows.data.question.computed !== '' && !isStale && (
        <ComputedLine answer={rows.data} isOver={rows.isError && !rows.isFetching} />
      )}
      {rows.data && <LiveLine live={live} />}
      {rows.data && !isStale && children}
    </QueryBar>
  )
}
