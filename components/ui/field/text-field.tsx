'use client'

import type { Ref } from 'react'
import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  Input,
} from 'react-aria-components'
import { classNames } from '#components/ui/class-names.ts'
import { controlClass, FieldLabel, FieldNotes, type FieldProps } from '#components/ui/field/field.tsx'

type Shared = FieldProps &
  Omit<AriaTextFieldProps, 'className' | 'style' | 'children' | 'isInvalid'> & {
    placeholder?: string
    /** Slugs, paths, values. */
    isMono?: boolean
  }

export type TextFieldProps = Shared & { inputRef?: Ref<HTMLInputElement> }
export type TextAreaProps = Shared & { rows?: number }

export function TextField({
  label,
  isLabelHidden,
  description,
  error,
  className,
  placeholder = '',
  isMono,
  inputRef,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField
      {...rest}
      isInvalid={Boolean(error)}
      className={classNames('flex flex-col gap-1', className)}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden ?? false} />
      <Input
        {...(inputRef === undefined ? {} : { ref: inputRef })}
        placeholder={placeholder}
        className={classNames(controlClass, 'h-8', isMono && 'mono')}
      />
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  )
}

export function TextArea({
  label,
  isLabelHidden,
  description,
  error,
  className,
  placeholder = '',
  isMono,
  rows = 3,
  ...rest
}: TextAreaProps) {
  return (
    <AriaTextField
      {...rest}
      isInvalid={Boolean(error)}
      className={classNames('flex flex-col gap-1', className)}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden ?? false} />
      <AriaTextArea
        rows={rows}
        placeholder={placeholder}
        className={classNames(controlClass, 'py-1.5', isMono && 'mono')}
      />
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  )
}
