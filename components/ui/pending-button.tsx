'use client'

import { LoaderCircle } from 'lucide-react'
import type { ReactNode, RefAttributes } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { type ButtonSize, type ButtonVariant, buttonClass } from '#components/ui/button-class.ts'
import { classNames } from '#components/ui/class-names.ts'

type PendingButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'children'> &
  RefAttributes<HTMLButtonElement> & {
    variant?: ButtonVariant
    size?: ButtonSize
    className?: string
    children?: ReactNode
  }

/** A button that can be pending. Then it keeps its width and its place in the tab order, and tells screen readers. */
export function PendingButton({ variant, size, className, children, ...rest }: PendingButtonProps) {
  return (
    <AriaButton {...rest} className={buttonClass(variant, size, className)}>
      {({ isPending }) => (
        <>
          <span
            className={classNames(
              'inline-flex items-center justify-center gap-[inherit]',
              isPending && 'invisible',
            )}
          >
            {children}
          </span>
          {isPending && (
            <span className="absolute inset-0 grid place-items-center">
              <LoaderCircle aria-hidden size={16} className="animate-spin" />
            </span>
          )}
        </>
      )}
    </AriaButton>
  )
}
