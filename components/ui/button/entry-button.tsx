'use client'

import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { type ButtonSize, type ButtonVariant, buttonClass } from '#components/ui/button-class.ts'

export type EntryButtonProps = Omit<AriaButtonProps, 'className' | 'style'> & {
  variant?: ButtonVariant
  size?: ButtonSize
  className?: string
}

/** A button in an entry of React Aria, such as that of a list: a press of it is none of the entry. */
export function EntryButton({ variant, size, className, ...rest }: EntryButtonProps) {
  return <AriaButton {...rest} className={buttonClass(variant, size, className)} />
}
