'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { summaryOf } from '#components/query/saved/saved-state.ts'
import { failureOf } from '#components/ui/error/error-advice.ts'
import { ConfirmDialog } from '#components/ui/overlay/dialog.tsx'
import { notify } from '#components/ui/overlay/toast.tsx'
import type { SavedQuery } from '#lib/confighub/saved-query.ts'
import { forgetQueryMutation } from '#lib/queries/saved-queries.ts'

/** A Filter may be in use elsewhere, so deleting one is asked for twice. */
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
  const remove = async () => {
    try {
      await deleting.mutateAsync({ spaceId: saved.spaceId, filterId: saved.id })
      notify({ tone: 'done', title: `“${saved.name}” deleted` })
      onDeleted()
    } catch (error) {
      notify({
        tone: 'attention',
        title: `“${saved.name}” was not deleted`,
        description: failureOf(error).message,
      })
    }
  }
  return (
    <ConfirmDialog
      title={`Delete “${saved.name}”`}
      confirmLabel="Delete the query"
      isDangerous
      isOpen
      onOpenChange={onClose}
      onConfirm={remove}
    >
      <p>
        The Filter is deleted from the Space <span className="mono">{saved.spaceSlug}</span> for everyone. No
        unit changes.
      </p>
      <p className="mono mt-2 text-sm [overflow-wrap:anywhere]">{summaryOf(saved)}</p>
    </ConfirmDialog>
  )
}
