'use client'

import { type KeyboardEvent, useId, useState } from 'react'

type ComboboxTerms<T> = {
  /** Names the list for screen readers. */
  readonly label: string
  /** None while the list is closed. */
  readonly options: readonly T[]
  readonly onAccept: (option: T) => void
  readonly onClose: () => void
  /** Tab takes the first option and stays in the field. Otherwise it takes the marked one on its way out. */
  readonly completesWithTab?: boolean
  /** Escape closes the list and also reaches the elements around the field. */
  readonly passesEscape?: boolean
  /** Enter takes the first option until another one is marked. */
  readonly marksFirst?: boolean
}

/**
 * A text field with a list of suggestions, as a combobox: the field keeps the focus, arrow keys mark an option, Enter
 * takes it. Spread `fieldProps` over the field and `listProps` over a `SuggestionList`.
 */
export function useCombobox<T>({
  label,
  options,
  onAccept,
  onClose,
  completesWithTab = false,
  passesEscape = false,
  marksFirst = false,
}: ComboboxTerms<T>) {
  const id = useId()
  const [chosen, setChosen] = useState(-1)
  const isOpen = options.length > 0
  const marked = chosen < 0 && marksFirst && isOpen ? 0 : chosen
  const accept = (option: T) => {
    setChosen(-1)
    onAccept(option)
  }
  const close = () => {
    setChosen(-1)
    onClose()
  }
  /** What a key takes: on its way out of the field, Tab takes only what was marked on purpose. */
  const takenBy = (key: string): T | undefined => {
    if (key === 'Enter') return options[marked]
    return options[completesWithTab ? Math.max(chosen, 0) : chosen]
  }
  /** Returns true when the list handled the key, so that nothing else does. */
  const takesKey = ({ key, shiftKey }: KeyboardEvent): boolean => {
    if (!isOpen) return false
    switch (key) {
      case 'ArrowDown':
        setChosen((marked + 1) % options.length)
        return true
      case 'ArrowUp':
        setChosen((Math.max(marked, 0) - 1 + options.length) % options.length)
        return true
      case 'Escape':
        close()
        return !passesEscape
      case 'Enter':
      case 'Tab': {
        const taken = takenBy(key)
        if (taken === undefined || shiftKey) return false
        accept(taken)
        return key === 'Enter' || completesWithTab
      }
      default:
        return false
    }
  }
  return {
    takesKey,
    close,
    /** Other options are about to be shown, so none is marked yet. */
    unmark: () => setChosen(-1),
    fieldProps: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': isOpen,
      'aria-controls': id,
      'aria-activedescendant': marked >= 0 ? optionId(id, marked) : undefined,
      autoComplete: 'off',
      autoCapitalize: 'off',
      autoCorrect: 'off',
      spellCheck: false,
    } as const,
    listProps: { id, label: `${label}: suggestions`, options, marked, onAccept: accept },
  }
}

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`
}
