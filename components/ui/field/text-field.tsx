'use client'

import type { ReactNode, Ref } from 'react'
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

export function TextField({ placeholder = '', isMono, inputRef, ...rest }: TextFieldProps) {
  return (
    <Framed {...rest}>
      <Input
        {...(inputRef === undefined ? {} : { ref: inputRef })}
        placeholder={placeholder}
        className={classNames(controlClass, 'h-8', isMono && 'mono')}
      />
    </Framed>
  )
}

export function TextArea({ placeholder = '', isMono, rows = 3, ...rest }: TextAreaProps) {
  return (
    <Framed {...rest}>
      <AriaTextArea
        rows={rows}
        placeholder={placeholder}
        className={classNames(controlClass, 'py-1.5', isMono && 'mono')}
      />
    </Framed>
  )
}

/** A control between its label and what is said about it. */
function Framed({
  label,
  isLabelHidden,
  description,
  error,
  className,
  children,
  ...rest
}: Omit<Shared, 'placeholder' | 'isMono'> & { children: ReactNode }) {
  return (
    <AriaTextField
      {...rest}
      isInvalid={Boolean(error)}
      className={classNames('flex flex-col gap-1', className)}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden ?? false} />
      {children}
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  )
}
