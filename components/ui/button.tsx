'use client'

import { type ComponentProps, type KeyboardEvent, type MouseEvent, type Ref, use, useCallback } from 'react'
import { type ButtonAround, ButtonContext } from '#components/ui/button/button-context.ts'
import { type ButtonSize, type ButtonVariant, buttonClass } from '#components/ui/button-class.ts'

type Native = ComponentProps<'button'>

export type ButtonProps = Omit<Native, 'style' | 'disabled' | (keyof ButtonAround & `on${string}`)> & {
  variant?: ButtonVariant
  size?: ButtonSize
  isDisabled?: boolean
  onPress?: () => void
}

/** React Aria's button weighs 15 kB of the first script and does more: see `PendingButton`. */
export function Button({
  variant,
  size,
  className,
  isDisabled = false,
  onPress,
  ref,
  type = 'button',
  ...rest
}: ButtonProps) {
  const { onClick, ref: aroundRef, ...around } = use(ButtonContext)
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    // Safari gives it to no button that is clicked.
    event.currentTarget.focus({ preventScroll: true })
    onClick?.(event)
    onPress?.()
  }
  return (
    <button
      onKeyDown={pressOnce}
      {...rest}
      {...around}
      ref={useBoth(ref, aroundRef)}
      type={type}
      disabled={isDisabled}
      onClick={press}
      className={buttonClass(variant, size, className)}
    />
  )
}

/** A key that is held down presses once. */
function pressOnce(event: KeyboardEvent): void {
  if (event.repeat && event.key === 'Enter') event.preventDefault()
}

function useBoth(own: Native['ref'], around: ButtonAround['ref']) {
  return useCallback(
    (button: HTMLButtonElement | null) => {
      give(own, button)
      give(around, button)
    },
    [own, around],
  )
}

function give(ref: Ref<HTMLButtonElement> | undefined, button: HTMLButtonElement | null): void {
  if (typeof ref === 'function') ref(button)
  else if (ref) ref.current = button
}
