'use client'

import { createContext, type ReactNode, type RefObject, useContext, useId, useRef, useState } from 'react'
import { type ButtonAround, ButtonContext } from '#components/ui/button/button-context.ts'

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
  const button: ButtonAround = {
    ...(type === 'menu' ? menuPresses(open) : { onClick: () => setOpen(!isOpen) }),
    id: buttonId,
    'aria-expanded': isOpen,
    ...(isOpen ? { 'aria-controls': overlayId } : {}),
    onPointerEnter: () => void load(),
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
function menuPresses(open: (first?: Opened['first']) => void): ButtonAround {
  return {
    'aria-haspopup': true,
    // Of a finger a browser says so when it goes up.
    onMouseDown: (event) => {
      if (event.button !== 0) return
      // The focus has to be on the button before the menu takes it, or it could not be given back.
      event.preventDefault()
      event.currentTarget.focus({ preventScroll: true })
      open()
    },
    // Without a mouse: a screen reader presses the button.
    onClick: ({ detail }) => {
      if (detail === 0) open('first')
    },
    onKeyDown: (event) => {
      if (!['Enter', ' ', 'ArrowDown', 'ArrowUp'].includes(event.key)) return
      event.preventDefault()
      open(event.key === 'ArrowUp' ? 'last' : 'first')
    },
  }
}
