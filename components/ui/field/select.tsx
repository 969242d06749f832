'use client'

import { Check, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Select as AriaSelect,
  type SelectProps as AriaSelectProps,
  Button,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components'
import { classNames } from '#components/ui/class-names.ts'
import { controlClass, FieldLabel, FieldNotes, type FieldProps } from '#components/ui/field/field.tsx'
import { itemClass, popoverClass } from '#components/ui/overlay/overlay-class.ts'

type SelectOption<V extends string = string> = {
  readonly value: V
  readonly label: string
  readonly description?: string
  readonly icon?: ReactNode
}

export type SelectProps<V extends string> = FieldProps &
  Omit<
    AriaSelectProps<object>,
    'className' | 'style' | 'children' | 'value' | 'defaultValue' | 'onChange' | 'isInvalid' | 'selectionMode'
  > & {
    options: readonly SelectOption<V>[]
    value: V | null
    onChange: (value: V) => void
    isMono?: boolean
  }

export function Select<V extends string>({
  label,
  isLabelHidden,
  description,
  error,
  className,
  options,
  value,
  onChange,
  isMono,
  ...rest
}: SelectProps<V>) {
  const choose = (key: unknown) => {
    const option = options.find((candidate) => candidate.value === key)
    if (option) onChange(option.value)
  }
  return (
    <AriaSelect
      {...rest}
      value={value}
      onChange={choose}
      isInvalid={Boolean(error)}
      className={classNames('flex flex-col gap-1', className)}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden ?? false} />
      <Button className={classNames(controlClass, 'flex h-8 items-center justify-between gap-2 text-left')}>
        <SelectValue className={classNames('truncate data-placeholder:text-muted', isMono && 'mono')}>
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </SelectValue>
        <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-muted" />
      </Button>
      <FieldNotes description={description} error={error} />
      <Popover className={classNames(popoverClass, 'min-w-(--trigger-width)')}>
        <ListBox items={options} className="max-h-80 overflow-auto p-1 outline-none">
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className={itemClass}>
              {({ isSelected }) => (
                <>
                  {option.icon}
                  <span className="min-w-0 flex-1">
                    <Text slot="label" className={classNames('block truncate', isMono && 'mono')}>
                      {option.label}
                    </Text>
                    {option.description && (
                      <Text slot="description" className="block text-muted text-xs">
                        {option.description}
                      </Text>
                    )}
                  </span>
                  {isSelected && <Check aria-hidden size={14} className="shrink-0 text-accent" />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
