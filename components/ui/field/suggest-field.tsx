'use client'

import { type KeyboardEvent, useId, useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import type { FieldProps } from '#components/ui/field/field.tsx'
import { SuggestionList } from '#components/ui/field/suggestion-list.tsx'

export type FieldSuggestion = { readonly value: string; readonly detail?: string }

export type SuggestFieldProps = Pick<FieldProps, 'label' | 'className'> & {
  value: string
  onChange: (value: string) => void
  suggestions: readonly FieldSuggestion[]
  /** Where the suggestions come from, as a heading of the list. */
  source?: string
  placeholder?: string
  error?: string | undefined
}

const shownAtMost = 100

/** Free text with suggestions: what is suggested is never all that is allowed. */
export function SuggestField({
  label,
  className,
  value,
  onChange,
  suggestions,
  source = 'Suggestions',
  placeholder = '',
  error,
}: SuggestFieldProps) {
  const id = useId()
  const [isOpen, setIsOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const found = isOpen ? matching(suggestions, value) : []

  const close = () => {
    setIsOpen(false)
    setActive(-1)
  }
  const accept = (text: string) => {
    onChange(text)
    close()
  }
  const move = (step: 1 | -1) => {
    setIsOpen(true)
    if (found.length > 0)
      setActive((active + step + found.length + (active < 0 && step < 0 ? 1 : 0)) % found.length)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = found[active]
    const actions = new Map<string, () => void>([
      ['ArrowDown', () => move(1)],
      ['ArrowUp', () => move(-1)],
    ])
    if (chosen) actions.set('Enter', () => accept(chosen.value))
    if (found.length > 0) actions.set('Escape', close)
    const action = actions.get(event.key)
    if (action === undefined) return
    event.preventDefault()
    event.stopPropagation()
    action()
  }

  return (
    <div className={classNames('relative flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="font-medium text-muted text-xs">
        {label}
      </label>
      <input
        id={id}
        type="text"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={active >= 0 ? `${id}-list-${active}` : undefined}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder={placeholder}
        value={value}
        onChange={(event) => {
          onChange(event.target.value)
          setIsOpen(true)
          setActive(-1)
        }}
        onClick={() => setIsOpen(true)}
        onBlur={close}
        onKeyDown={onKeyDown}
        className={classNames(
          'mono h-8 w-full rounded-md border bg-surface px-2.5 text-ink text-sm transition-colors duration-120 hover:border-line-strong focus:border-accent',
          error === undefined ? 'border-line-strong/70' : 'border-removed',
        )}
      />
      {error !== undefined && (
        <p id={`${id}-error`} className="text-removed text-xs">
          {error}
        </p>
      )}
      <SuggestionList
        id={`${id}-list`}
        label={`${label}: suggestions`}
        source={source}
        suggestions={found}
        active={active}
        onAccept={accept}
      />
    </div>
  )
}

/** All while the text is one of them: whoever opens the list again wants to see the others. */
function matching(suggestions: readonly FieldSuggestion[], text: string): FieldSuggestion[] {
  // The same path may stand in several resources of the sample; it is one suggestion.
  const unique = [...new Map(suggestions.toReversed().map((each) => [each.value, each])).values()].reverse()
  const typed = text.trim().toLowerCase()
  const isWhole = unique.some((suggestion) => suggestion.value === text)
  return unique
    .filter((suggestion) => isWhole || suggestion.value.toLowerCase().includes(typed))
    .slice(0, shownAtMost)
}
