'use client'

import { type RefObject, useImperativeHandle, useRef, useState } from 'react'
import type { QueryTextHandle } from '#components/query/query-text.tsx'
import type { KeyBinding } from '#components/ui/keys.ts'

export type QueryBarHandle = { readonly focusText: () => void; readonly addFilter: () => void }

export type ChipsHandle = { readonly addFilter: () => void; readonly focus: () => void }

export type Focusable = { readonly focus: () => void }

/** The keys that lead into a query bar. */
export function queryBarKeys(queryBar: RefObject<QueryBarHandle | null>): readonly KeyBinding[] {
  const leads = { leadsToField: true, isAction: true }
  return [
    { keys: '/', label: 'Edit the query as text', run: () => queryBar.current?.focusText(), ...leads },
    { keys: 'f', label: 'Add a filter', run: () => queryBar.current?.addFilter(), ...leads },
  ]
}

export type BarFocus = ReturnType<typeof useBarFocus>

/** Which parts of the bar are shown, and how to focus them once they are. */
export function useBarFocus(
  ref: RefObject<QueryBarHandle | null>,
  isReadable: boolean,
  {
    loadFields,
    leaveTo,
  }: {
    /** Resolves when the fields for texts can be shown. */
    readonly loadFields: () => Promise<unknown>
    readonly leaveTo: RefObject<Focusable | null> | undefined
  },
) {
  const text = useRef<QueryTextHandle>(null)
  const content = useRef<QueryTextHandle>(null)
  const computed = useRef<QueryTextHandle>(null)
  const chips = useRef<ChipsHandle>(null)
  const [wantsText, setWantsText] = useState(false)
  // Chips can show only a valid query; anything else is shown as text.
  const isText = wantsText || !isReadable
  const showField = (field: RefObject<QueryTextHandle | null>) => {
    void loadFields().then(() => {
      setWantsText(true)
      afterDrawing(() => field.current?.focus())
    })
  }
  const showText = () => showField(text)
  useImperativeHandle(ref, () => ({
    focusText: showText,
    addFilter: () => {
      if (!isReadable) return showText()
      setWantsText(false)
      const add = () => afterDrawing(() => (chips.current ?? { addFilter: showText }).addFilter())
      // Chips come with the language, which may also find that the query cannot be shown as such.
      if (chips.current) add()
      else void loadFields().then(add)
    },
  }))
  return {
    text,
    content,
    computed,
    chips,
    isText,
    showText,
    /** What is typed in stays, also once it can be shown as chips. */
    stayText: () => setWantsText(true),
    showContent: () => showField(content),
    showComputed: () => showField(computed),
    showChips: () => setWantsText(false),
    /** A text that cannot be shown as chips stays, and keeps the focus unless there is something else to go to. */
    leave: () => {
      setWantsText(false)
      if (leaveTo?.current) leaveTo.current.focus()
      else afterDrawing(() => chips.current?.focus())
    },
    focusQuery: () => afterDrawing(() => (isText ? text.current?.focus() : chips.current?.focus())),
  }
}

/** Runs after React has rendered, and after a closing overlay (the palette) has returned the focus. */
function afterDrawing(focus: () => void, framesLeft = 60): void {
  requestAnimationFrame(() => {
    const isCovered = document.querySelector('[role="dialog"], [role="menu"]') !== null
    if (isCovered && framesLeft > 0) afterDrawing(focus, framesLeft - 1)
    else requestAnimationFrame(() => requestAnimationFrame(focus))
  })
}
