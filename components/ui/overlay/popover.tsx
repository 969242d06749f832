'use client'

import { lazily, useHasBeen } from '#components/ui/lazily.tsx'
import type { PopoverProps } from '#components/ui/overlay/popover-box.tsx'
import { Trigger, type TriggerProps, useOpened } from '#components/ui/overlay/trigger.tsx'

const PopoverBox = lazily('PopoverBox', () => import('#components/ui/overlay/later.ts'))

/** `<PopoverTrigger><Button/><Popover>…</Popover></PopoverTrigger>` */
export function PopoverTrigger(props: TriggerProps) {
  return <Trigger type="dialog" load={PopoverBox.load} {...props} />
}

/** A small dialog beside its trigger; use inside `PopoverTrigger`, or alone with `triggerRef` and `isOpen`. */
export function Popover(props: PopoverProps) {
  const opened = useOpened()
  const around =
    props.isOpen === undefined && opened
      ? { isOpen: opened.isOpen, onOpenChange: opened.setOpen, triggerRef: opened.triggerRef }
      : undefined
  const wasOpened = useHasBeen((around ?? props).isOpen ?? false)
  return wasOpened ? <PopoverBox {...props} {...around} dialogId={around && opened?.overlayId} /> : null
}
