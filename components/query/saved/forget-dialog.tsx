'use client'

import type { ReactNode } from 'react'
import type { SavedNoun } from '#components/query/saved/saved-menu-frame.tsx'
import { failureOf } from '#components/ui/error/failure.ts'
import { ConfirmDialog } from '#components/ui/overlay/confirm-dialog.tsx'
import { notify } from '#components/ui/overlay/toast.tsx'
import type { SavedEntity } from '#lib/confighub/saved/saved-entity.ts'

/** What is saved may be in use elsewhere, so deleting it is asked for twice. */
export function ForgetDialog({
  noun,
  saved: { name, spaceSlug },
  onForget,
  onClose,
  onDeleted,
  children,
}: {
  noun: SavedNoun
  saved: SavedEntity
  onForget: () => Promise<unknown>
  onClose: () => void
  onDeleted: () => void
  /** What it says. */
  children: ReactNode
}) {
  const remove = async () => {
    try {
      await onForget()
      notify({ tone: 'done', title: `“${name}” deleted` })
      onDeleted()
    } catch (error) {
      notify({
        tone: 'attention',
        title: `“${name}” was not deleted`,
        description: failureOf(error).message,
      })
    }
  }
  return (
    <ConfirmDialog
      title={`Delete “${name}”`}
      confirmLabel={`Delete the ${noun}`}
      isDangerous
      isOpen
      onOpenChange={onClose}
      onConfirm={remove}
    >
      <p>
        The {noun === 'query' ? 'Filter' : 'View'} is deleted from the space{' '}
        <span className="mono">{spaceSlug}</span> for everyone. No unit changes.
      </p>
      <div className="mt-2 text-sm [overflow-wrap:anywhere]">{children}</div>
    </ConfirmDialog>
  )
}
