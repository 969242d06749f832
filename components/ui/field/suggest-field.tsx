'use client'

import { type Ref, useState } from 'react'
import { TextField as AriaTextField, Input } from 'react-aria-components'
import { classNames } from '#components/ui/class-names.ts'
import { controlClass, FieldLabel, FieldNotes, type FieldProps } from '#components/ui/field/field.tsx'
import { type Suggestion, SuggestionList } from '#components/ui/field/suggestion-list.tsx'
import { useCombobox } from '#components/ui/field/use-combobox.ts'

export type SuggestFieldProps<T extends Suggestion> = FieldProps & {
  value: string
  onChange: (value: string) => void
  suggestions: readonly T[]
  /** Those that a typed text may mean; usually those that contain it. */
  find?: (suggestions: readonly T[], typed: string) => readonly T[]
  /** Called with what was taken; usually its label becomes the value. */
  onTake?: (taken: T) => void
  /** Taking it leaves the list open, because more is to be typed. */
  keepsOpen?: (taken: T) => boolean
  /** Enter takes the first suggestion until another one is marked. */
  marksFirst?: boolean
  /** Called for an Enter that takes nothing, in place of sending the form. */
  onEnter?: () => void
  onFocus?: () => void
  inputRef?: Ref<HTMLInputElement>
  /** Where the suggestions come from, as a heading of the list. */
  source?: string
  placeholder?: string
  /** Focused from the start. */
  autoFocus?: boolean
  /** The list opens on focus, and Escape does not have to close it first. */
  opensOnFocus?: boolean
  /** Truncates long suggestions at the start, because paths differ at their end. */
  showsEnd?: boolean
  /** Width of the list, where it is not that of the field. */
  listClass?: string
}

const shownAtMost = 500

/** Free text with suggestions; other values are allowed too. */
export function SuggestField<T extends Suggestion>({
  label,
  isLabelHidden = false,
  description,
  error,
  className,
  value,
  onChange,
  suggestions,
  find = matching,
  onTake = ({ label }) => onChange(label),
  keepsOpen = () => false,
  marksFirst = false,
  onEnter,
  onFocus,
  inputRef,
  source,
  placeholder = '',
  autoFocus = false,
  opensOnFocus = false,
  showsEnd = false,
  listClass = 'w-full min-w-64',
}: SuggestFieldProps<T>) {
  const [isOpen, setIsOpen] = useState(false)
  const combobox = useCombobox({
    label,
    options: isOpen ? find(suggestions, value).slice(0, shownAtMost) : [],
    marksFirst,
    onAccept: (suggestion) => {
      setIsOpen(keepsOpen(suggestion))
      onTake(suggestion)
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
        {...(inputRef === undefined ? {} : { ref: inputRef })}
        {...combobox.fieldProps}
        placeholder={placeholder}
        onClick={() => setIsOpen(true)}
        onFocus={() => {
          setIsOpen(opensOnFocus)
          onFocus?.()
        }}
        onBlur={combobox.close}
        onKeyDown={(event) => {
          const opens = !isOpen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')
          if (opens) setIsOpen(true)
          const isTaken = opens || combobox.takesKey(event)
          const enters = !isTaken && event.key === 'Enter' && onEnter !== undefined
          if (enters) onEnter()
          if (!isTaken && !enters) return
          event.preventDefault()
          event.stopPropagation()
        }}
        className={classNames(controlClass, 'mono h-8')}
      />
      <FieldNotes description={description} error={error} />
      <SuggestionList {...combobox.listProps} source={source} showsEnd={showsEnd} className={listClass} />
    </AriaTextField>
  )
}

/** Shows all suggestions while the text is one of them, so that the list can be reopened to see the others. */
function matching<T extends Suggestion>(suggestions: readonly T[], text: string): readonly T[] {
  // The same path may occur in several resources of the sample, but is suggested once.
  const unique = [...new Map(suggestions.toReversed().map((each) => [each.label, each])).values()].reverse()
  const typed = text.trim().toLowerCase()
  const isWhole = unique.some((suggestion) => suggestion.label === text)
  return unique.filter((suggestion) => isWhole || suggestion.label.toLowerCase().includes(typed))
}
