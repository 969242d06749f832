'use client'

import { type RefObject, useState } from 'react'
import type { Suggestion } from '#components/ui/field/suggestion-list.tsx'
import { useCombobox } from '#components/ui/field/use-combobox.ts'
import type { Span } from '#lib/where/ast.ts'

/** Text that would replace `from..to` of the field's content. */
type Completion = Suggestion & {
  readonly text: string
  readonly from: number
  readonly to: number
}

export type Suggest = (text: string, cursor: number) => readonly Completion[]

const maxShown = 12

/** Suggestions at the caret, as the combobox of a text field. */
export function useCompletion({
  field,
  label,
  value,
  error,
  suggest,
  onChange,
  onCursor,
}: {
  field: RefObject<HTMLTextAreaElement | null>
  label: string
  value: string
  /** Where the text becomes invalid. */
  error: Span | undefined
  suggest: Suggest
  onChange: (text: string) => void
  /** Told where something is to be suggested, so that it can be asked for. */
  onCursor: ((cursor: number | undefined) => void) | undefined
}) {
  // Where the caret is; absent while nothing is to be suggested.
  const [cursor, setOwnCursor] = useState<number>()
  const setCursor = (next: number | undefined) => {
    setOwnCursor(next)
    onCursor?.(next)
  }
  // Nothing can be suggested after an error, whose message must not be covered; what is only unfinished goes on.
  const options = (cursor === undefined ? [] : suggest(value, cursor))
    .filter(({ from }) => error === undefined || value.slice(error.end, from).trim() === '')
    .slice(0, maxShown)
  const combobox = useCombobox({
    label,
    options,
    completesWithTab: true,
    onClose: () => setCursor(undefined),
    onAccept: ({ from, to, text }) => {
      const position = from + text.length
      onChange(value.slice(0, from) + text + value.slice(to))
      setCursor(position)
      // The caret can be moved only after React has rendered the new text.
      requestAnimationFrame(() => {
        field.current?.focus()
        field.current?.setSelectionRange(position, position)
      })
    },
  })
  return { ...combobox, suggestAt: setCursor }
}
