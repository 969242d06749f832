'use client'

import { lazily, useHasBeen } from '#components/ui/lazily.tsx'
import type { ModalDialogProps } from '#components/ui/overlay/dialog-box.tsx'

const DialogBox = lazily('DialogBox', () => import('#components/ui/overlay/later.ts'))

export function ModalDialog(props: ModalDialogProps) {
  return useHasBeen(props.isOpen) ? <DialogBox {...props} /> : null
}
