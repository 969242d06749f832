'use client'

import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { type ButtonAround, ButtonContext } from '#components/ui/button/button-context.ts'
import { lazily } from '#components/ui/lazily.tsx'
import type { TooltipBoxProps } from '#components/ui/overlay/tooltip-box.tsx'

const TooltipBox = lazily('TooltipBox', () => import('#components/ui/overlay/later.ts'))

const openAfterMs = 500
const closeAfterMs = 80

/** Wraps one `Button`. Everything a tooltip says must also be reachable without it. */
export function Tooltip({
  text,
  keys,
  placement = 'bottom',
  children,
}: Pick<TooltipBoxProps, 'text' | 'keys' | 'placement'> & { children: ReactNode }) {
  const { isOpen, tell } = useTelling()
  const triggerRef = useRef<HTMLButtonElement>(null)
  const id = useId()
  const button: ButtonAround = {
    ref: triggerRef,
    ...(isOpen ? { 'aria-describedby': id } : {}),
    // A finger does not hover.
    onPointerEnter: ({ pointerType }) => pointerType !== 'touch' && tell(true, openAfterMs),
    onPointerLeave: () => tell(false, closeAfterMs),
    onFocus: ({ currentTarget }) => tell(currentTarget.matches(':focus-visible')),
    onBlur: () => tell(false),
    onMouseDown: () => tell(false),
    onClick: () => tell(false),
  }
  return (
    <>
      <ButtonContext.Provider value={button}>{children}</ButtonContext.Provider>
      {isOpen && <TooltipBox id={id} triggerRef={triggerRef} text={text} keys={keys} placement={placement} />}
    </>
  )
}

function useTelling() {
  const [isOpen, setOpen] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const tell = (next: boolean, afterMs = 0) => {
    clearTimeout(timer.current)
    if (afterMs === 0) setOpen(next)
    else timer.current = setTimeout(() => setOpen(next), afterMs)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (!isOpen) return
    const close = ({ key }: KeyboardEvent) => key === 'Escape' && setOpen(false)
    addEventListener('keydown', close, { capture: true })
    return () => removeEventListener('keydown', close, { capture: true })
  }, [isOpen])
  return { isOpen, tell }
}
