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
}: ComboboxTerms<T>) {
  const id = useId()
  const [marked, setMarked] = useState(-1)
  const isOpen = options.length > 0
  const accept = (option: T) => {
    setMarked(-1)
    onAccept(option)
  }
  const close = () => {
    setMarked(-1)
    onClose()
  }
  /** Returns true when the list handled the key, so that nothing else does. */
  const takesKey = ({ key, shiftKey }: KeyboardEvent): boolean => {
    if (!isOpen) return false
    const chosen = options[completesWithTab && key === 'Tab' ? Math.max(marked, 0) : marked]
    switch (key) {
      case 'ArrowDown':
        setMarked((marked + 1) % options.length)
        return true
      case 'ArrowUp':
        setMarked((Math.max(marked, 0) - 1 + options.length) % options.length)
        return true
      case 'Escape':
        close()
        return !passesEscape
      case 'Enter':
      case 'Tab':
        if (chosen === undefined || shiftKey) return false
        accept(chosen)
        return key === 'Enter' || completesWithTab
      default:
        return false
    }
  }
  return {
    takesKey,
    close,
    /** Other options are about to be shown, so none is marked yet. */
    unmark: () => setMarked(-1),
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
