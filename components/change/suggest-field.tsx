'use client'

import { ChevronDown } from 'lucide-react'
import {
  Button,
  ComboBox,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  Text,
} from 'react-aria-components'
import { classNames } from '#components/ui/class-names.ts'
import { controlClass, FieldLabel, FieldNotes, type FieldProps } from '#components/ui/field.tsx'
import { itemClass } from '#components/ui/menu.tsx'
import { popoverClass } from '#components/ui/popover.tsx'

export type FieldSuggestion = { readonly value: string; readonly detail?: string }

export type SuggestFieldProps = FieldProps & {
  value: string
  onChange: (value: string) => void
  suggestions: readonly FieldSuggestion[]
  /** Where the suggestions come from, as a heading of the list. */
  source?: string
  placeholder?: string
}

/** Free text with suggestions: what is suggested is never all that is allowed. */
export function SuggestField({
  label,
  isLabelHidden,
  description,
  error,
  className,
  value,
  onChange,
  suggestions,
  source = 'Suggestions',
  placeholder = '',
}: SuggestFieldProps) {
  const typed = value.toLowerCase()
  const isWhole = suggestions.some((suggestion) => suggestion.value === value)
  const shown = suggestions
    .filter((suggestion) => isWhole || suggestion.value.toLowerCase().includes(typed))
    .slice(0, 200)
  return (
    <ComboBox
      allowsCustomValue
      menuTrigger="focus"
      inputValue={value}
      onInputChange={onChange}
      isInvalid={Boolean(error)}
      className={classNames('flex min-w-0 flex-col gap-1', className)}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden ?? false} />
      <div className="relative">
        <Input placeholder={placeholder} className={classNames(controlClass, 'mono h-8 pr-7')} />
        {suggestions.length > 0 && (
          <Button className="absolute inset-y-0 right-0 grid w-7 place-items-center text-muted">
            <ChevronDown aria-hidden size={14} />
          </Button>
        )}
      </div>
      <FieldNotes description={description} error={error} />
      {shown.length > 0 && (
        <Popover className={classNames(popoverClass, 'min-w-(--trigger-width)')}>
          <ListBox className="max-h-72 overflow-auto p-1 outline-none">
            <ListBoxSection>
              <Header className="px-2 pt-1 pb-0.5 font-medium text-2xs text-muted">{source}</Header>
              {shown.map((suggestion) => (
                <ListBoxItem
                  key={suggestion.value}
                  id={suggestion.value}
                  textValue={suggestion.value}
                  className={itemClass}
                >
                  <Text slot="label" className="mono min-w-0 flex-1 truncate">
                    {suggestion.value}
                  </Text>
                  {suggestion.detail !== undefined && (
                    <Text slot="description" className="mono max-w-40 shrink-0 truncate text-muted">
                      {suggestion.detail}
                    </Text>
                  )}
                </ListBoxItem>
              ))}
            </ListBoxSection>
          </ListBox>
        </Popover>
      )}
    </ComboBox>
  )
}
