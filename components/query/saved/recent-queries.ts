'use client'

import { useEffect } from 'react'
import { isQueryFields, type QueryFields, sameQuery } from '#components/query/query-fields.ts'
import { useStored } from '#components/ui/state/stored.ts'
import { isListOf, isText, readerOf } from '#lib/base/reader.ts'
import { isRecord } from '#lib/base/records.ts'

export type RecentQuery = QueryFields & {
  /** ISO 8601 */
  readonly at: string
}

const RecentQueries = readerOf(
  isListOf((value): value is RecentQuery => isRecord(value) && isText(value.at) && isQueryFields(value)),
)
const most = 30
const none: RecentQuery[] = []

/** The queries that this person ran in this browser, the newest first, each once. */
export function useRecentQueries(ran: QueryFields | undefined): readonly RecentQuery[] {
  const [recent, setRecent] = useStored('local', 'hubdeck.recent-queries', RecentQueries, none)
  useEffect(() => {
    // Until the page is hydrated nothing is read, and what is stored would be replaced by one query.
    if (recent === undefined || ran === undefined) return
    const next = remember(recent, ran, new Date())
    if (next !== recent) setRecent([...next])
  }, [ran, recent, setRecent])
  return recent ?? none
}

/**
 * The same list when the query is already the newest, or asks for everything.
 * @internal For tests.
 */
export function remember(
  recent: readonly RecentQuery[],
  { where, data, type, computed }: QueryFields,
  now: Date,
): readonly RecentQuery[] {
  const ran = { where, data, type, ...(computed && { computed }) }
  const isEverything = sameQuery(ran, { where: '', data: '', type: '' })
  if (isEverything || (recent[0] && sameQuery(recent[0], ran))) return recent
  const others = recent.filter((each) => !sameQuery(each, ran))
  return [{ ...ran, at: now.toISOString() }, ...others].slice(0, most)
}
