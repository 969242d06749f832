'use client'

import { type RefObject, useRef } from 'react'
import { useKeys } from '#components/ui/keys.ts'

/** j and k go from link to link of a list, and / to its search field. Enter opens a focused link by itself. */
export function useListKeys(
  title: string,
  onFind: () => void,
): { readonly list: RefObject<HTMLUListElement | null> } {
  const list = useRef<HTMLUListElement>(null)
  const go = (by: 1 | -1) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('li > a') ?? [])]
    const at = links.findIndex((link) => link.matches(':focus'))
    const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)
    links[next]?.focus()
  }
  useKeys(title, [
    { keys: 'j', label: 'Next change', run: () => go(1) },
    { keys: 'k', label: 'Previous change', run: () => go(-1) },
    { keys: '/', label: 'Find a change', run: onFind },
  ])
  return { list }
}
