'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Explorer } from '#components/explorer/use-explorer.ts'
import { lookSummary } from '#components/explorer/views/look-parts.ts'
import { SaveViewDialog } from '#components/explorer/views/save-view-dialog.tsx'
import { useSavedViews } from '#components/explorer/views/use-saved-views.ts'
import { ForgetDialog } from '#components/query/saved/forget-dialog.tsx'
import type { SavedDialog } from '#components/query/saved/saved-menu-frame.tsx'
import { forgetViewMutation } from '#lib/queries/saved-views.ts'

/** What the menu of views asks. */
export function ViewDialogs({
  explorer: { search, setSearch },
  dialog,
  onClose,
}: {
  explorer: Explorer
  dialog: SavedDialog
  onClose: () => void
}) {
  const { view } = useSavedViews(search)
  const deleting = useMutation(forgetViewMutation(useQueryClient()))
  const stand = (look: string) => void setSearch({ look }, { history: 'replace' })
  if (dialog === 'save' || (dialog === 'replace' && view !== undefined))
    return (
      <SaveViewDialog
        search={search}
        replaces={dialog === 'replace' ? view : undefined}
        onClose={onClose}
        onSaved={stand}
      />
    )
  if (view === undefined) return null
  return (
    <ForgetDialog
      noun="view"
      saved={view}
      onForget={() => deleting.mutateAsync({ spaceId: view.spaceId, viewId: view.id })}
      onClose={onClose}
      onDeleted={() => stand('')}
    >
      <p>{lookSummary(view.look, view.query)}</p>
    </ForgetDialog>
  )
}
