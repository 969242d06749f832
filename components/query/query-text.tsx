'use client'

import { type KeyboardEvent, type RefObject, useImperativeHandle, useRef } from 'react'
import { type Suggest, useCompletion } from '#components/query/completion.ts'
import { MirroredText } from '#components/query/mirrored-text.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { SuggestionList } from '#components/ui/field/suggestion-list.tsx'
import type { Span } from '#lib/where/ast.ts'

export type QueryTextHandle = { readonly focus: () => void }

export type QueryTextProps = {
  ref?: RefObject<QueryTextHandle | null>
  label: string
  value: string
  placeholder: string
  /** Where the text becomes invalid. */
  error?: Span | undefined
  /** Id of the element with the error message. */
  errorId?: string | undefined
  suggest: Suggest
  onChange: (text: string) => void
  /** Told where something is to be suggested, so that it can be asked for. */
  onCursor?: (cursor: number | undefined) => void
  /** The text was not run yet. */
  isDirty: boolean
  /** Enter. */
  onRun: () => void
  /** Ctrl+Z; absent while the field's own undo is all there is. */
  onUndo?: (() => void) | undefined
  /** Escape, when there are edits to discard and no list to close. */
  onDiscard: () => void
  className?: string
  /** Escape, when there are no edits either. The focus has to go somewhere. */
  onLeave: () => void
}

/** A text field that grows, underlines errors while typing, and completes. */
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
  onCursor,
  onRun,
  onUndo,
  onDiscard,
  onLeave,
  className,
}: QueryTextProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const completion = useCompletion({ field, label, value, error, suggest, onChange, onCursor })
  useImperativeHandle(ref, () => ({
    focus: () => {
      // Somebody who is typing already has put the caret where it belongs.
      if (document.activeElement === field.current) return
      // The caret goes first, because with the focus comes the list of what may stand at it.
      field.current?.setSelectionRange(value.length, value.length)
      field.current?.focus()
    },
  }))
  const onKeyDown = (event: KeyboardEvent) => {
    if (onUndo && event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
      event.preventDefault()
      return onUndo()
    }
    const isTaken = completion.takesKey(event)
    if (!isTaken && event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    if (isTaken) return
    if (event.key === 'Enter') {
      completion.close()
      onRun()
    } else if (isDirty) onDiscard()
    else onLeave()
  }
  return (
    <div className={classNames('relative min-w-0 flex-1', className)}>
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
          {...completion.fieldProps}
          aria-label={label}
          aria-invalid={error !== undefined}
          aria-describedby={errorId}
          placeholder={placeholder}
          onChange={(event) => {
            // Pasted line breaks count as spaces in the query language, with the backslash that continues a shell's line.
            onChange(event.target.value.replaceAll(/(?:\\?[\r\n])+/g, ' '))
            completion.suggestAt(event.target.selectionStart)
            completion.unmark()
          }}
          onClick={(event) => completion.suggestAt(event.currentTarget.selectionStart)}
          onFocus={(event) => completion.suggestAt(event.currentTarget.selectionStart)}
          onBlur={completion.close}
          onKeyDown={onKeyDown}
          className="mono col-start-1 row-start-1 w-full resize-none overflow-hidden bg-transparent px-2.5 py-1 text-sm leading-6 outline-none [overflow-wrap:anywhere]"
        />
      </div>
      <SuggestionList {...completion.listProps} className="w-max min-w-72 max-w-[min(36rem,90vw)]" />
    </div>
  )
}
