'use client'

import type { ReactNode } from 'react'
import {
  Popover as AriaPopover,
  type PopoverProps as AriaPopoverProps,
  Dialog,
  DialogTrigger,
} from 'react-aria-components'
import { classNames } from '#components/ui/class-names.ts'

export const popoverClass =
  'z-50 max-w-[calc(100vw-16px)] overflow-auto rounded-md border border-line bg-raised text-ink text-sm shadow-float data-entering:animate-rise'

export type PopoverProps = Omit<AriaPopoverProps, 'className' | 'style' | 'children'> & {
  /** Names the dialog for screen readers. */
  label: string
  className?: string
  children: ReactNode | ((close: () => void) => ReactNode)
}

/** A small dialog beside its trigger; use inside `PopoverTrigger`, or alone with `triggerRef` and `isOpen`. */
export function Popover({ label, className, children, ...rest }: PopoverProps) {
  return (
    <AriaPopover {...rest} offset={rest.offset ?? 4} className={classNames(popoverClass, className)}>
      <Dialog aria-label={label} className="outline-none">
        {({ close }) => (typeof children === 'function' ? children(close) : children)}
      </Dialog>
    </AriaPopover>
  )
}

export const PopoverTrigger = DialogTrigger
