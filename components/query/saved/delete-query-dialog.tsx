'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ForgetDialog } from '#components/query/saved/forget-dialog.tsx'
import { summaryOf } from '#components/query/saved/saved-state.ts'
import type { SavedQuery } from '#lib/confighub/saved/saved-query.ts'
import { forgetQueryMutation } from '#lib/queries/saved-queries.ts'

export function DeleteQueryDialog({
  saved,
  onClose,
  onDeleted,
}: {
  saved: SavedQuery
  onClose: () => void
  onDeleted: () => void
}) {
  const deleting = useMutation(forgetQueryMutation(useQueryClient()))
  return (
    <ForgetDialog
      noun="query"
      saved={saved}
      onForget={() => deleting.mutateAsync({ spaceId: saved.spaceId, filterId: saved.id })}
      onClose={onClose}
      onDeleted={onDeleted}
    >
      <p className="mono">{summaryOf(saved)}</p>
    </ForgetDialog>
  )
}
