'use client'

import { Label, Radio, RadioGroup } from 'react-aria-components'
import { classNames } from '#components/ui/class-names.ts'

export type RadioOption<V extends string> = { readonly value: V; readonly label: string }

/** A few options side by side, one of which is selected. */
export function SegmentedRadio<V extends string>({
  label,
  options,
  value,
  onChange,
  isDisabled = false,
  className,
}: {
  label: string
  options: readonly RadioOption<V>[]
  value: V
  onChange: (value: V) => void
  isDisabled?: boolean
  className?: string
}) {
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next)
    if (option) onChange(option.value)
  }
  return (
    <RadioGroup
      value={value}
      onChange={choose}
      isDisabled={isDisabled}
      orientation="horizontal"
      className={classNames('min-w-0', className)}
    >
      <Label className="sr-only">{label}</Label>
      <div className="flex w-full flex-wrap gap-0.5 rounded-md border border-line bg-sunken p-0.5">
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            className={
              'relative flex h-7 flex-1 cursor-pointer items-center justify-center whitespace-nowrap rounded-sm border border-transparent px-2.5 text-muted max-sm:px-1 text-xs transition-colors duration-120 ' +
              'data-disabled:cursor-not-allowed data-selected:border-line-strong/60 data-selected:bg-surface data-hovered:text-ink data-selected:font-medium data-selected:text-ink'
            }
          >
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
