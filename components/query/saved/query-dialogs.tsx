'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { QueryFields } from '#components/query/query-fields.ts'
import { ForgetDialog } from '#components/query/saved/forget-dialog.tsx'
import { SaveQueryDialog } from '#components/query/saved/save-query-dialog.tsx'
import type { SavedDialog } from '#components/query/saved/saved-menu-frame.tsx'
import { summaryOf } from '#components/query/saved/saved-state.ts'
import type { SavedQuery } from '#lib/confighub/saved/saved-query.ts'
import { forgetQueryMutation } from '#lib/queries/saved-queries.ts'

/** What the menu of saved queries asks. */
export function QueryDialogs({
  query,
  shown,
  dialog,
  onStand,
  onClose,
}: {
  query: QueryFields
  /** The saved query that the address names. */
  shown: SavedQuery | undefined
  dialog: SavedDialog
  /** The page stands on another saved query; empty for none. */
  onStand: (savedId: string) => void
  onClose: () => void
}) {
  const deleting = useMutation(forgetQueryMutation(useQueryClient()))
  if (dialog === 'save' || (dialog === 'replace' && shown !== undefined)) {
    const replaces = dialog === 'replace' ? shown : undefined
    return <SaveQueryDialog query={query} replaces={replaces} onClose={onClose} onSaved={onStand} />
  }
  if (shown === undefined) return null
  const forget = () => deleting.mutateAsync({ spaceId: shown.spaceId, filterId: shown.id })
  return (
    <ForgetDialog
      noun="query"
      saved={shown}
      onForget={forget}
      onClose={onClose}
      onDeleted={() => onStand('')}
    >
      <p className="mono">{summaryOf(shown)}</p>
    </ForgetDialog>
  )
}
