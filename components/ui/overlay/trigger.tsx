'use client'

import { createContext, type ReactNode, type RefObject, useContext, useId, useRef, useState } from 'react'
import { ButtonContext, type ButtonProps, type PressEvent } from 'react-aria-components/Button'

export type Opened = {
  readonly isOpen: boolean
  readonly setOpen: (isOpen: boolean) => void
  /** Which entry of a menu gets the focus; undefined for the menu itself. */
  readonly first: 'first' | 'last' | undefined
  readonly triggerRef: RefObject<HTMLElement | null>
  readonly overlayId: string
  readonly buttonId: string
}

const OpenedContext = createContext<Opened | undefined>(undefined)

/** What the trigger around this overlay says; undefined outside of one. */
export const useOpened = () => useContext(OpenedContext)

/** For an overlay at an element that is no trigger: it is open for as long as it is drawn. */
export function useOpenAt(anchor: HTMLElement | null, onClose: () => void, buttonId = ''): Opened {
  const triggerRef = useRef(anchor)
  const overlayId = useId()
  const setOpen = (isOpen: boolean) => {
    if (!isOpen) onClose()
  }
  return { isOpen: true, setOpen, first: 'first', triggerRef, overlayId, buttonId }
}

export type TriggerProps = {
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
  /** A button, and the overlay that it opens. */
  children: ReactNode
}

/** What `ButtonContext` takes, and what a press needs beside it. */
type Presses = ButtonProps & { readonly preventFocusOnPress?: boolean; readonly isPressed?: boolean }

/**
 * A button with what it opens. React Aria's own triggers do the same, but bring the code of menus and popovers with every
 * button; here it comes when the pointer or the focus is on the button, at the latest when it is pressed.
 */
export function Trigger({
  type,
  load,
  isOpen: controlled,
  onOpenChange,
  children,
}: TriggerProps & { type: 'menu' | 'dialog'; load: () => Promise<void> }) {
  const [own, setOwn] = useState(false)
  const [first, setFirst] = useState<Opened['first']>()
  const triggerRef = useRef<HTMLButtonElement>(null)
  const [overlayId, buttonId] = [useId(), useId()]
  const isOpen = controlled ?? own
  const setOpen = (next: boolean) => {
    setOwn(next)
    onOpenChange?.(next)
  }
  const open = (focus?: Opened['first']) => {
    setFirst(focus)
    setOpen(true)
  }
  const presses: Presses = type === 'menu' ? menuPresses(open) : { onPress: () => setOpen(!isOpen) }
  const button = {
    ...presses,
    id: buttonId,
    'aria-expanded': isOpen,
    ...(isOpen ? { 'aria-controls': overlayId } : {}),
    isPressed: isOpen,
    onHoverStart: () => void load(),
    onFocus: () => void load(),
    ref: triggerRef,
  }
  return (
    <OpenedContext.Provider value={{ isOpen, setOpen, first, triggerRef, overlayId, buttonId }}>
      <ButtonContext.Provider value={button}>{children}</ButtonContext.Provider>
    </OpenedContext.Provider>
  )
}

/** The inside of an overlay, whose buttons do not open it. */
export function Inside({ children }: { children: ReactNode }) {
  return (
    <OpenedContext.Provider value={undefined}>
      <ButtonContext.Provider value={{}}>{children}</ButtonContext.Provider>
    </OpenedContext.Provider>
  )
}

/** A menu opens as the menus of the system do: when the mouse goes down, when a finger goes up, and with the arrows. */
function menuPresses(open: (first?: Opened['first']) => void): Presses {
  const press = ({ target, pointerType }: PressEvent) => {
    // The focus has to be on the button before the menu takes it, or it could not be given back.
    if (target instanceof HTMLElement) target.focus({ preventScroll: true })
    open(pointerType === 'virtual' ? 'first' : undefined)
  }
  return {
    'aria-haspopup': true,
    preventFocusOnPress: true,
    onPressStart: (event) => {
      if (event.pointerType !== 'touch' && event.pointerType !== 'keyboard') press(event)
    },
    onPress: (event) => {
      if (event.pointerType === 'touch') press(event)
    },
    onKeyDown: (event) => {
      if (!['Enter', ' ', 'ArrowDown', 'ArrowUp'].includes(event.key)) return event.continuePropagation()
      event.preventDefault()
      open(event.key === 'ArrowUp' ? 'last' : 'first')
    },
  }
}
