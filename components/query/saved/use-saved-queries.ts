'use client'

import { useQuery } from '@tanstack/react-query'
import { type QueryFields, sameQuery } from '#components/query/query-fields.ts'
import { savedStateOf } from '#components/query/saved/saved-state.ts'
import { savedQueriesQuery } from '#lib/queries/saved-queries.ts'

export type SavedQueries = ReturnType<typeof useSavedQueries>

/** The saved queries, and where the page stands towards the one that its address names. */
export function useSavedQueries(savedId: string, query: QueryFields) {
  const list = useQuery(savedQueriesQuery())
  const state = savedStateOf(savedId, list.data, (each) => sameQuery(each, query))
  return { list, state, shown: 'saved' in state ? state.saved : undefined }
}
