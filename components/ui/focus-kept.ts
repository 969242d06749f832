import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react'

/** Gives the focus to a container when the control that had it goes away, as news from others may make it. */
export function useFocusKept(container: RefObject<HTMLElement | null>) {
  const last = useRef<Element>(undefined)
  useLayoutEffect(() => {
    if (last.current === undefined || last.current.isConnected) return
    last.current = undefined
    if (document.activeElement === document.body) container.current?.focus({ preventScroll: true })
  })
  return {
    onFocus: ({ target }: FocusEvent) => {
      last.current = target
    },
  }
}
