import { PenLine } from 'lucide-react'
import { useId } from 'react'
import { maxConsentReason, maxReason } from '#components/change/write/write-terms.ts'
import { Button } from '#components/ui/button.tsx'
import { TextArea, TextField } from '#components/ui/field/text-field.tsx'
import { count } from '#lib/base/plural.ts'

export function WriteButton({
  label,
  explanation,
  isDisabled,
  onPress,
}: {
  label: string
  /** The write button with what writing means, or why it is disabled. */
  explanation: string
  isDisabled: boolean
  onPress: () => void
}) {
  const id = useId()
  return (
    <>
      <p id={id} aria-live="polite" className="min-h-4 text-muted text-xs">
        {explanation}
      </p>
      <Button variant="primary" isDisabled={isDisabled} aria-describedby={id} onPress={onPress}>
        <PenLine aria-hidden size={15} />
        {label}…
      </Button>
    </>
  )
}

export function ReasonField({
  value,
  onChange,
  isDisabled,
  isResumed,
}: {
  value: string
  onChange: (value: string) => void
  isDisabled: boolean
  isResumed: boolean
}) {
  return (
    <TextArea
      label="Reason (required)"
      description={
        <span className="flex justify-between gap-2">
          <span>
            {isResumed
              ? 'The same as in the change that is resumed.'
              : 'Kept with every revision and in the record.'}
          </span>
          <span className="figures shrink-0">
            {value.length} / {maxReason}
          </span>
        </span>
      }
      error={value.length > maxReason ? `${value.length - maxReason} characters too many` : undefined}
      isRequired
      rows={4}
      isDisabled={isDisabled}
      isReadOnly={isResumed}
      value={value}
      onChange={onChange}
    />
  )
}

export function ConsentField({
  units,
  value,
  onChange,
  isDisabled,
}: {
  units: number
  value: string
  onChange: (value: string) => void
  isDisabled: boolean
}) {
  return (
    <TextField
      label={`Why ${count(units, 'unit')} may be written by consent (required)`}
      description="Kept with the reason, in every revision of this change."
      isRequired
      maxLength={maxConsentReason}
      isDisabled={isDisabled}
      value={value}
      onChange={onChange}
    />
  )
}
