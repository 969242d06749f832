'use client'

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { matchingChanges } from '#components/change/list/find-changes.ts'
import { inStates, shownChanges } from '#components/change/list/shown-changes.ts'
import type { UsersById } from '#lib/history/user-name.ts'
import { userName } from '#lib/history/user-name.ts'
import { type ChangesQuestion, changesQuery, newestChangesQuery } from '#lib/queries/changes.ts'
import type { ChangesSearch } from '#lib/url/search-params.ts'

const everyMs = 15_000

/** The changes that the address asks for, as they were read and as they are now. */
export function useChanges(search: ChangesSearch, users: UsersById | undefined) {
  const question = questionOf(search)
  const list = useInfiniteQuery({
    ...changesQuery(question),
    placeholderData: keepPreviousData,
    // Read anew when the page opens; while it is open, rows come and go only when asked to.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    refetchOnReconnect: false,
  })
  const isRead = list.isSuccess && !list.isPlaceholderData && !list.isFetching
  const newest = useQuery({
    ...newestChangesQuery(question),
    enabled: isRead,
    refetchInterval: everyMs,
    retry: false,
  })
  const { data, dataUpdatedAt } = list
  const latest = newest.dataUpdatedAt > dataUpdatedAt ? newest.data : undefined
  const found = useMemo(() => {
    const pages = data?.pages.map(({ changes }) => changes) ?? []
    const readStates = new Map(pages.flat().map(({ TagID, state }) => [TagID, state]))
    return { ...shownChanges(pages, latest?.changes ?? []), readStates }
  }, [data, latest])
  const { q, state } = search
  const shown = useMemo(
    () =>
      inStates(
        matchingChanges(found.changes, q, (userId) => userName(userId, users)),
        found.readStates,
        state,
      ),
    [found, q, state, users],
  )
  return {
    list,
    ...found,
    shown,
    read: sum(data?.pages.map(({ read }) => read)),
    withoutPath: sum(data?.pages.map(({ withoutPath }) => withoutPath)),
    checkedAt: Math.max(dataUpdatedAt, newest.dataUpdatedAt),
    checkError: newest.error,
  }
}

export type Changes = ReturnType<typeof useChanges>

function questionOf({ person, ticket, period, from, to, unit, path }: ChangesSearch): ChangesQuestion {
  const isOwn = from !== '' || to !== ''
  return {
    person,
    ticket: ticket.trim(),
    period: isOwn || period === 'all' ? '' : period,
    since: isoOf(from),
    until: isoOf(to),
    unit: unit.trim(),
    path: path.trim(),
  }
}

/** The address says when it has no time there. */
function isoOf(text: string): string {
  const time = Date.parse(text)
  return Number.isNaN(time) ? '' : new Date(time).toISOString()
}

function sum(numbers: readonly number[] = []): number {
  return numbers.reduce((total, number) => total + number, 0)
}
