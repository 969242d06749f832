'use client'

import { useQuery } from '@tanstack/react-query'
import { differencesFrom, type LookDifference } from '#components/explorer/views/look-parts.ts'
import { savedStateOf } from '#components/query/saved/saved-state.ts'
import { savedViewsQuery } from '#lib/queries/saved-views.ts'
import type { UnitsSearch } from '#lib/url/search-params.ts'

/** The saved views, and where the page stands towards the one that its address names. */
export function useSavedViews(search: UnitsSearch) {
  const list = useQuery(savedViewsQuery())
  const state = savedStateOf(search.look, list.data, (each) => differencesFrom(each, search).length === 0)
  const view = 'saved' in state ? state.saved : undefined
  const differences: readonly LookDifference[] = view === undefined ? [] : differencesFrom(view, search)
  return { list, state, view, differences }
}

/** `columns, sort`. */
export function namesOf(differences: readonly LookDifference[]): string {
  return differences.map(({ part }) => part).join(', ')
}
