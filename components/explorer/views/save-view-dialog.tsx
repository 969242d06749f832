'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type LookDifference,
  lookOf,
  lookSummary,
  replacedParts,
} from '#components/explorer/views/look-parts.ts'
import { sameQuery } from '#components/query/query-fields.ts'
import { Compared } from '#components/query/saved/compared.tsx'
import { type Named, NamingDialog, type NamingTerms } from '#components/query/saved/naming-dialog.tsx'
import { summaryOf } from '#components/query/saved/saved-state.ts'
import { Checkbox } from '#components/ui/field/checkbox.tsx'
import { SmallTable } from '#components/ui/small-table.tsx'
import type { SavedQuery } from '#lib/confighub/saved/saved-query.ts'
import { savedQueriesQuery } from '#lib/queries/saved-queries.ts'
import { saveViewMutation } from '#lib/queries/saved-views.ts'
import type { SavedView } from '#lib/rows/views/saved-view.ts'
import type { UnitsSearch } from '#lib/url/search-params.ts'

/** Saves how the grid looks under a name, or replaces a saved view. */
export function SaveViewDialog({ search, ...terms }: NamingTerms<SavedView> & { search: UnitsSearch }) {
  const { replaces } = terms
  const saving = useMutation(saveViewMutation(useQueryClient()))
  const query = useQueryToKeep(search, replaces)
  const [keepsQuery, setKeepsQuery] = useState(replaces === undefined || replaces.query !== undefined)
  const look = lookOf(search)
  const opened = keepsQuery ? query : undefined
  const save = (named: Named, onDone: (id: string) => void) => {
    const before = replaces && { viewId: replaces.id }
    const filter = opened && { filterId: opened.id }
    saving.mutate({ ...named, ...before, look, ...filter }, { onSuccess: ({ viewId }) => onDone(viewId) })
  }
  return (
    <NamingDialog noun="view" saving={saving} onSave={save} {...terms}>
      {replaces ? (
        <Differences differences={replacedParts(replaces, search, opened)} />
      ) : (
        <Compared label="View">{lookSummary(look)}</Compared>
      )}
      {query ? (
        <Checkbox isSelected={keepsQuery} onChange={setKeepsQuery} description={summaryOf(query)}>
          {`Open the saved query “${query.name}” with it`}
        </Checkbox>
      ) : (
        <p className="text-muted text-sm">
          The query is not part of it, because it is not saved: opening the view leaves the query as it is.
        </p>
      )}
    </NamingDialog>
  )
}

/** The saved query that the page shows unedited, else the one that the view opens already. */
function useQueryToKeep(search: UnitsSearch, replaces: SavedView | undefined): SavedQuery | undefined {
  const queries = useQuery(savedQueriesQuery()).data ?? []
  const own = queries.find(({ id }) => id === search.saved)
  return own && sameQuery(own, search) ? own : replaces?.query
}

function Differences({ differences }: { differences: readonly LookDifference[] }) {
  return (
    <SmallTable head={['Part', 'Saved', 'Becomes']}>
      {differences.map(({ part, saved, page }) => (
        <tr key={part} className="align-top [overflow-wrap:anywhere]">
          <th scope="row" className="pr-4 font-normal text-muted">
            {part}
          </th>
          <td className="mono pr-4">{saved}</td>
          <td className="mono">{page}</td>
        </tr>
      ))}
    </SmallTable>
  )
}
