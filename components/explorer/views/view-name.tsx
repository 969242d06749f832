'use client'

import { namesOf, useSavedViews } from '#components/explorer/views/use-saved-views.ts'
import type { UnitsSearch } from '#lib/url/search-params.ts'

/** The saved view that the page stands on, and what was edited since it was opened. */
export function ViewName({ search }: { search: UnitsSearch }) {
  const { view, differences } = useSavedViews(search)
  return (
    <>
      <span className="max-w-48 truncate">{view?.name ?? 'Views'}</span>
      {differences.length > 0 && (
        <span className="max-w-56 truncate font-normal text-muted">edited: {namesOf(differences)}</span>
      )}
    </>
  )
}
