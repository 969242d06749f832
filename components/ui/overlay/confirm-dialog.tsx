'use client'

import { type ReactNode, useState } from 'react'
import { PendingButton } from '#components/ui/button/pending-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { ModalDialog } from '#components/ui/overlay/dialog.tsx'
import type { OpenProps } from '#components/ui/overlay/dialog-box.tsx'

export type ConfirmDialogProps = OpenProps & {
  title: string
  /** Says what happens, with its count: "Discard 12 exclusions". */
  confirmLabel: string
  cancelLabel?: string
  isDangerous?: boolean
  /** Something has to be said first. */
  isConfirmDisabled?: boolean
  onConfirm: () => void | Promise<void>
  children: ReactNode
}

export function ConfirmDialog({
  title,
  confirmLabel,
  cancelLabel = 'Cancel',
  isDangerous = false,
  isConfirmDisabled = false,
  isOpen,
  onOpenChange,
  onConfirm,
  children,
}: ConfirmDialogProps) {
  const [isPending, setIsPending] = useState(false)
  const confirm = async () => {
    setIsPending(true)
    try {
      await onConfirm()
      onOpenChange(false)
    } finally {
      setIsPending(false)
    }
  }
  return (
    <ModalDialog
      title={title}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      role="alertdialog"
      footer={
        <>
          <Button autoFocus variant="secondary" onPress={() => onOpenChange(false)}>
            {cancelLabel}
          </Button>
          <PendingButton
            variant={isDangerous ? 'danger' : 'primary'}
            isDisabled={isConfirmDisabled}
            isPending={isPending}
            onPress={confirm}
          >
            {confirmLabel}
          </PendingButton>
        </>
      }
    >
      {children}
    </ModalDialog>
  )
}
