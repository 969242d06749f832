'use client'

import type { ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { type PopoverProps as AriaPopoverProps, Popover } from 'react-aria-components/Popover'
import { classNames } from '#components/ui/class-names.ts'
import { popoverClass } from '#components/ui/overlay/overlay-class.ts'
import { Inside } from '#components/ui/overlay/trigger.tsx'

export type PopoverProps = Omit<AriaPopoverProps, 'className' | 'style' | 'children'> & {
  /** Names the dialog for screen readers. */
  label: string
  className?: string
  children: ReactNode | ((close: () => void) => ReactNode)
}

/** The frame of a small dialog. */
export function PopoverBox({
  label,
  className,
  children,
  dialogId,
  ...rest
}: PopoverProps & { dialogId: string | undefined }) {
  return (
    <Popover {...rest} offset={rest.offset ?? 4} className={classNames(popoverClass, className)}>
      <Inside>
        <Dialog
          aria-label={label}
          {...(dialogId === undefined ? {} : { id: dialogId })}
          className="outline-none"
        >
          {({ close }) => (typeof children === 'function' ? children(close) : children)}
        </Dialog>
      </Inside>
    </Popover>
  )
}
