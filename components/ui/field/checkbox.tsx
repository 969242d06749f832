'use client'

import type { ReactNode } from 'react'
import { CheckboxButton, CheckboxField, type CheckboxFieldProps, Text } from 'react-aria-components'
import { classNames } from '#components/ui/class-names.ts'
import { CheckboxMark } from '#components/ui/field/checkbox-mark.tsx'

export type CheckboxProps = Omit<CheckboxFieldProps, 'className' | 'style' | 'children'> & {
  description?: string
  className?: string
  /** The label; without one give `aria-label`. */
  children?: ReactNode
}

export function Checkbox({ description, className, children, ...rest }: CheckboxProps) {
  return (
    <CheckboxField
      {...rest} // The native box is hidden but positioned; without a frame of its own it would stretch and scroll the page.
      className={classNames('relative flex flex-col', className)}
    >
      <CheckboxButton className="group flex min-h-6 cursor-pointer items-center gap-2 text-sm data-disabled:cursor-not-allowed data-disabled:opacity-50">
        {({ isSelected, isIndeterminate }) => (
          <>
            <CheckboxMark isSelected={isSelected} isIndeterminate={isIndeterminate} />
            {children && <span className="min-w-0">{children}</span>}
          </>
        )}
      </CheckboxButton>
      {description && (
        <Text slot="description" className="pl-6 text-muted text-xs">
          {description}
        </Text>
      )}
    </CheckboxField>
  )
}
