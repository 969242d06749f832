'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { QueryFields } from '#components/query/read-query.ts'
import { Compared, type Named, NamingDialog, versionOf } from '#components/query/saved/naming-dialog.tsx'
import { summaryOf } from '#components/query/saved/saved-state.ts'
import { notify } from '#components/ui/overlay/toast.tsx'
import type { SavedQuery } from '#lib/confighub/saved/saved-query.ts'
import { saveQueryMutation } from '#lib/queries/saved-queries.ts'

/** Saves the query under a name, or replaces a saved one. */
export function SaveQueryDialog({
  query,
  replaces,
  onClose,
  onSaved,
}: {
  query: QueryFields
  replaces: SavedQuery | undefined
  onClose: () => void
  onSaved: (id: string) => void
}) {
  const saving = useMutation(saveQueryMutation(useQueryClient()))
  const save = ({ name, spaceId }: Named) => {
    const { where, data, type } = query
    const before = replaces && { filterId: replaces.id, ...versionOf(replaces) }
    saving.mutate(
      { spaceId, ...before, name, where, data, type },
      {
        onSuccess: ({ filterId }) => {
          notify({ tone: 'done', title: replaces ? `“${name}” replaced` : `“${name}” saved` })
          onSaved(filterId)
          onClose()
        },
      },
    )
  }
  return (
    <NamingDialog noun="query" replaces={replaces} saving={saving} onSave={save} onClose={onClose}>
      {replaces && <Compared label="Saved">{summaryOf(replaces)}</Compared>}
      <Compared label={replaces ? 'Becomes' : 'Query'}>{summaryOf(query)}</Compared>
    </NamingDialog>
  )
}
