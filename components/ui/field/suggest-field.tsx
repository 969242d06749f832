'use client'

import { useState } from 'react'
import { TextField as AriaTextField, Input } from 'react-aria-components'
import { classNames } from '#components/ui/class-names.ts'
import { controlClass, FieldLabel, FieldNotes, type FieldProps } from '#components/ui/field/field.tsx'
import { type Suggestion, SuggestionList } from '#components/ui/field/suggestion-list.tsx'
import { useCombobox } from '#components/ui/field/use-combobox.ts'

export type SuggestFieldProps = FieldProps & {
  value: string
  onChange: (value: string) => void
  suggestions: readonly Suggestion[]
  /** Where the suggestions come from, as a heading of the list. */
  source?: string
  placeholder?: string
  /** Focused from the start. */
  autoFocus?: boolean
  /** The list opens on focus, and Escape does not have to close it first. */
  opensOnFocus?: boolean
  /** Truncates long suggestions at the start, because paths differ at their end. */
  showsEnd?: boolean
}

const shownAtMost = 500

/** Free text with suggestions; other values are allowed too. */
export function SuggestField({
  label,
  isLabelHidden = false,
  description,
  error,
  className,
  value,
  onChange,
  suggestions,
  source,
  placeholder = '',
  autoFocus = false,
  opensOnFocus = false,
  showsEnd = false,
}: SuggestFieldProps) {
  const [isOpen, setIsOpen] = useState(false)
  const combobox = useCombobox({
    label,
    options: isOpen ? matching(suggestions, value) : [],
    onAccept: (suggestion) => {
      onChange(suggestion.label)
      setIsOpen(false)
    },
    onClose: () => setIsOpen(false),
    passesEscape: opensOnFocus,
  })
  return (
    <AriaTextField
      value={value}
      autoFocus={autoFocus}
      isInvalid={Boolean(error)}
      onChange={(text) => {
        onChange(text)
        setIsOpen(true)
        combobox.unmark()
      }}
      className={classNames('relative flex min-w-0 flex-col gap-1', className)}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden} />
      <Input
        {...combobox.fieldProps}
        placeholder={placeholder}
        onClick={() => setIsOpen(true)}
        onFocus={() => setIsOpen(opensOnFocus)}
        onBlur={combobox.close}
        onKeyDown={(event) => {
          const opens = !isOpen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')
          if (opens) setIsOpen(true)
          if (!opens && !combobox.takesKey(event)) return
          event.preventDefault()
          event.stopPropagation()
        }}
        className={classNames(controlClass, 'mono h-8')}
      />
      <FieldNotes description={description} error={error} />
      <SuggestionList
        {...combobox.listProps}
        source={source}
        showsEnd={showsEnd}
        className="w-full min-w-64"
      />
    </AriaTextField>
  )
}

/** Shows all suggestions while the text is one of them, so that the list can be reopened to see the others. */
function matching(suggestions: readonly Suggestion[], text: string): Suggestion[] {
  // The same path may occur in several resources of the sample, but is suggested once.
  const unique = [...new Map(suggestions.toReversed().map((each) => [each.label, each])).values()].reverse()
  const typed = text.trim().toLowerCase()
  const isWhole = unique.some((suggestion) => suggestion.label === text)
  return unique
    .filter((suggestion) => isWhole || suggestion.label.toLowerCase().includes(typed))
    .slice(0, shownAtMost)
}
