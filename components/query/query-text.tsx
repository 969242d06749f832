'use client'

import { type KeyboardEvent, type RefObject, useId, useImperativeHandle, useRef, useState } from 'react'
import { MirroredText } from '#components/query/mirrored-text.tsx'
import { Suggestions } from '#components/query/suggestions.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { Span } from '#lib/where/ast.ts'

/** Text that would replace `from..to` of what stands in the field. */
export type Suggestion = {
  readonly label: string
  readonly text: string
  readonly from: number
  readonly to: number
  readonly detail?: string
}

const maxSuggestions = 12

export type QueryTextHandle = { readonly focus: () => void }

export type QueryTextProps = {
  ref?: RefObject<QueryTextHandle | null>
  label: string
  value: string
  placeholder: string
  /** Where the text stops making sense. */
  error?: Span | undefined
  /** Id of the element that says what is wrong. */
  errorId?: string | undefined
  suggest: (text: string, cursor: number) => readonly Suggestion[]
  onChange: (text: string) => void
  /** What stands here was not run. */
  isDirty: boolean
  /** Enter. */
  onRun: () => void
  /** Esc, when there is nothing left to close here and something to discard. */
  onDiscard: () => void
  /** Esc, when there is nothing to discard either. */
  onLeave?: () => void
}

/** A text field that grows, underlines the wrong part while one types, and completes. */
export function QueryText({
  ref,
  label,
  value,
  placeholder,
  error,
  errorId,
  suggest,
  isDirty,
  onChange,
  onRun,
  onDiscard,
  onLeave,
}: QueryTextProps) {
  const listId = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [cursor, setCursor] = useState<number>()
  const [active, setActive] = useState(-1)
  useImperativeHandle(ref, () => ({
    focus: () => {
      field.current?.focus()
      field.current?.setSelectionRange(value.length, value.length)
    },
  }))
  // Beyond a mistake nothing can be known; the message about it must not be covered either.
  const suggestions = (cursor === undefined ? [] : suggest(value, cursor))
    .filter(({ from }) => error === undefined || error.end >= from)
    .slice(0, maxSuggestions)
  const isOpen = suggestions.length > 0

  const close = () => {
    setCursor(undefined)
    setActive(-1)
  }
  const accept = (suggestion: Suggestion) => {
    const text = value.slice(0, suggestion.from) + suggestion.text + value.slice(suggestion.to)
    const position = suggestion.from + suggestion.text.length
    onChange(text)
    setActive(-1)
    setCursor(position)
    // The caret moves after React has written the new text.
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(position, position)
    })
  }
  /** True when the key was for the list. */
  const onListKey = (event: KeyboardEvent): boolean => {
    const count = suggestions.length
    const chosen = suggestions[event.key === 'Tab' ? Math.max(active, 0) : active]
    if (count === 0) return false
    if (event.key === 'ArrowDown') setActive((active + 1) % count)
    else if (event.key === 'ArrowUp') setActive((Math.max(active, 0) - 1 + count) % count)
    else if (event.key === 'Escape') close()
    else if (chosen && !event.shiftKey && (event.key === 'Tab' || event.key === 'Enter')) accept(chosen)
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const isMine = event.key === 'Enter' || event.key === 'Escape'
    const isTaken = onListKey(event)
    if (!isTaken && !isMine) return
    event.preventDefault()
    event.stopPropagation()
    if (isTaken) return
    if (event.key === 'Enter') {
      close()
      onRun()
    } else if (isDirty) {
      onDiscard()
    } else {
      field.current?.blur()
      onLeave?.()
    }
  }
  return (
    <div className="relative min-w-0 flex-1">
      <div
        className={classNames(
          'grid max-h-44 overflow-y-auto rounded-md border bg-surface transition-colors duration-120',
          error ? 'border-removed' : 'border-line-strong/70 focus-within:border-accent',
        )}
      >
        <MirroredText text={value} error={error} />
        <textarea
          ref={field}
          value={value}
          rows={1}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          role="combobox"
          aria-label={label}
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={listId}
          aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
          aria-invalid={error !== undefined}
          aria-describedby={errorId}
          placeholder={placeholder}
          onChange={(event) => {
            // Line breaks come from pasting; to the language they are blanks.
            onChange(event.target.value.replaceAll(/[\r\n]+/g, ' '))
            setCursor(event.target.selectionStart)
            setActive(-1)
          }}
          onClick={(event) => setCursor(event.currentTarget.selectionStart)}
          onFocus={(event) => setCursor(event.currentTarget.selectionStart)}
          onBlur={close}
          onKeyDown={onKeyDown}
          className="mono col-start-1 row-start-1 w-full resize-none overflow-hidden bg-transparent px-2.5 py-1 text-sm leading-6 outline-none [overflow-wrap:anywhere]"
        />
      </div>
      <Suggestions id={listId} label={label} suggestions={suggestions} active={active} onAccept={accept} />
    </div>
  )
}
