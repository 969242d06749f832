import type { ReactNode } from 'react'
import { FieldError, Label, Text } from 'react-aria-components'

/** The parts around the control of every field, in a fixed order. */
export type FieldProps = {
  label: string
  /** Keeps the label for screen readers only, where the context already shows it. */
  isLabelHidden?: boolean
  description?: ReactNode
  error?: ReactNode
  className?: string
}

export const controlClass =
  'w-full rounded-md border border-line-strong/70 bg-surface px-2.5 text-sm text-ink transition-colors duration-120 ' +
  'data-hovered:border-line-strong data-focused:border-accent data-invalid:border-removed data-disabled:opacity-60'

export function FieldLabel({ label, isLabelHidden }: Pick<FieldProps, 'label' | 'isLabelHidden'>) {
  return <Label className={isLabelHidden ? 'sr-only' : 'font-medium text-muted text-xs'}>{label}</Label>
}

export function FieldNotes({ description, error }: Pick<FieldProps, 'description' | 'error'>) {
  return (
    <>
      {description && (
        <Text slot="description" className="text-muted text-xs">
          {description}
        </Text>
      )}
      <FieldError className="text-removed text-xs">{error}</FieldError>
    </>
  )
}
