'use client'

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Unit } from '#lib/confighub/schema/entities.ts'
import type { BlameBlock, BlamedRevision } from '#lib/history/blame.ts'
import type { TimelineEntry } from '#lib/history/timeline.ts'
import { blameQuery } from '#lib/queries/blame.ts'
import { documentChainQuery } from '#lib/queries/timeline.ts'
import { refreshFleet } from '#lib/queries/units.ts'

export type Blame =
  | { readonly kind: 'off' | 'reading' }
  | { readonly kind: 'failed'; readonly error: unknown; readonly retry: () => void }
  /** The document on screen is not that of the revision, because the unit was written in between. */
  | { readonly kind: 'moved'; readonly retry: () => void }
  | ReadBlame

export type ReadBlame = {
  readonly kind: 'read'
  readonly blocks: readonly BlameBlock[]
  readonly entries: ReadonlyMap<number, TimelineEntry>
  /** Absent when every revision was read. */
  readonly older: OlderRevisions | undefined
}

export type OlderRevisions = {
  /** The oldest revision that was read. */
  readonly before: number
  readonly isReading: boolean
  readonly error: unknown
  readonly read: () => void
}

/** Which revision set each line of the document of revision `shown`, as far as the revisions were read. */
export function useBlame(
  unit: Unit,
  shown: number | undefined,
  text: string | undefined,
  isOn: boolean,
): Blame {
  const { UnitID } = unit
  const client = useQueryClient()
  const chain = useChain(unit, shown, isOn)
  const { data } = chain
  const revisions = useMemo(
    () => data?.revisions.filter(({ RevisionNum }) => RevisionNum <= (shown ?? 0)) ?? [],
    [data, shown],
  )
  const entries = useMemo(
    () => new Map(data?.entries.map((entry) => [entry.RevisionNum, entry] as const)),
    [data],
  )
  const [newest] = revisions
  const isSame = newest !== undefined && newest.RevisionNum === shown && newest.data === text
  const answer = useQuery({
    ...blameQuery(unit, revisions),
    enabled: isOn && isSame && text !== undefined,
    // While blame is computed again from more revisions, the previous result stays.
    placeholderData: (before, query) =>
      query?.queryKey[2] === UnitID && query.queryKey[3] === newest?.RevisionNum ? before : undefined,
  })

  if (!isOn || text === undefined) return { kind: 'off' }
  const failed = failureOf(chain, answer)
  if (failed) return failed
  if (data !== undefined && !isSame && !chain.isFetching) {
    return { kind: 'moved', retry: () => void refreshFleet(client) }
  }
  if (answer.data === undefined || !isSame) return { kind: 'reading' }
  return { kind: 'read', blocks: answer.data, entries, older: olderOf(chain, revisions) }
}

/** The revisions from `shown` downwards: those of the timeline, or newly loaded ones if the timeline does not reach that far. */
function useChain(unit: Unit, shown: number | undefined, isOn: boolean) {
  const timeline = useInfiniteQuery({ ...documentChainQuery(unit), enabled: isOn })
  const isElsewhere =
    shown !== undefined &&
    timeline.isSuccess &&
    !timeline.data.entries.some((each) => each.RevisionNum === shown)
  const below = useInfiniteQuery({
    ...documentChainQuery(unit, shown),
    enabled: isOn && isElsewhere,
  })
  return isElsewhere ? below : timeline
}

type Chain = ReturnType<typeof useChain>

function failureOf(chain: Chain, answer: Asked): Blame | undefined {
  const failed = [chain, answer].find(({ isError, data }) => isError && data === undefined)
  return failed && { kind: 'failed', error: failed.error, retry: () => void failed.refetch() }
}

type Asked = Pick<Chain, 'isError' | 'error'> & {
  readonly data: unknown
  readonly refetch: () => Promise<unknown>
}

function olderOf(chain: Chain, revisions: readonly BlamedRevision[]): OlderRevisions | undefined {
  if (!chain.hasNextPage) return undefined
  return {
    before: revisions.at(-1)?.RevisionNum ?? 1,
    isReading: chain.isFetchingNextPage,
    error: chain.isFetchNextPageError ? chain.error : undefined,
    read: () => void chain.fetchNextPage(),
  }
}
