'use client'

import { ChevronsUpDown } from 'lucide-react'
import {
  ComboBox as AriaComboBox,
  type ComboBoxProps as AriaComboBoxProps,
  Button,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from 'react-aria-components'
import { classNames } from '#components/ui/class-names.ts'
import { controlClass, FieldLabel, FieldNotes, type FieldProps } from '#components/ui/field/field.tsx'
import { itemClass } from '#components/ui/overlay/menu.tsx'
import { popoverClass } from '#components/ui/overlay/popover.tsx'

export type ComboOption = { readonly value: string; readonly description?: string }

export type ComboBoxProps = FieldProps &
  Omit<
    AriaComboBoxProps<ComboOption>,
    | 'className'
    | 'style'
    | 'children'
    | 'items'
    | 'defaultItems'
    | 'inputValue'
    | 'onInputChange'
    | 'onChange'
    | 'value'
    | 'isInvalid'
  > & {
    options: readonly ComboOption[]
    value: string
    onChange: (value: string) => void
    placeholder?: string
    isMono?: boolean
  }

/** A text with suggestions; anything else may be typed too. */
export function ComboBox({
  label,
  isLabelHidden,
  description,
  error,
  className,
  options,
  value,
  onChange,
  placeholder = '',
  isMono,
  ...rest
}: ComboBoxProps) {
  return (
    <AriaComboBox
      {...rest}
      allowsCustomValue
      allowsEmptyCollection={false}
      menuTrigger={rest.menuTrigger ?? 'focus'}
      defaultItems={options}
      inputValue={value}
      onInputChange={onChange}
      onChange={(key) => {
        if (typeof key === 'string') onChange(key)
      }}
      isInvalid={Boolean(error)}
      className={classNames('flex flex-col gap-1', className)}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden ?? false} />
      <div className="relative">
        <Input placeholder={placeholder} className={classNames(controlClass, 'h-8 pr-8', isMono && 'mono')} />
        <Button className="absolute inset-y-0 right-0 grid w-8 place-items-center text-muted">
          <ChevronsUpDown aria-hidden size={14} />
        </Button>
      </div>
      <FieldNotes description={description} error={error} />
      <Popover className={classNames(popoverClass, 'min-w-(--trigger-width)')}>
        <ListBox<ComboOption> className="max-h-72 overflow-auto p-1 outline-none">
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.value} className={itemClass}>
              <span className="flex min-w-0 flex-1 items-baseline justify-between gap-6">
                <Text slot="label" className={classNames('whitespace-nowrap', isMono && 'mono')}>
                  {option.value}
                </Text>
                {option.description && (
                  <Text slot="description" className="truncate text-muted text-xs">
                    {option.description}
                  </Text>
                )}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}
