'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { QueryFields } from '#components/query/query-fields.ts'
import { Compared } from '#components/query/saved/compared.tsx'
import { type Named, NamingDialog, type NamingTerms } from '#components/query/saved/naming-dialog.tsx'
import { summaryOf } from '#components/query/saved/saved-state.ts'
import type { SavedQuery } from '#lib/confighub/saved/saved-query.ts'
import { saveQueryMutation } from '#lib/queries/saved-queries.ts'

/** Saves the query under a name, or replaces a saved one. */
export function SaveQueryDialog({ query, ...terms }: NamingTerms<SavedQuery> & { query: QueryFields }) {
  const { replaces } = terms
  const saving = useMutation(saveQueryMutation(useQueryClient()))
  const save = (named: Named, onDone: (id: string) => void) => {
    const { where, data, type } = query
    const before = replaces && { filterId: replaces.id }
    saving.mutate(
      { ...named, ...before, where, data, type },
      { onSuccess: ({ filterId }) => onDone(filterId) },
    )
  }
  return (
    <NamingDialog noun="query" saving={saving} onSave={save} {...terms}>
      {replaces && <Compared label="Saved">{summaryOf(replaces)}</Compared>}
      <Compared label={replaces ? 'Becomes' : 'Query'}>{summaryOf(query)}</Compared>
    </NamingDialog>
  )
}
