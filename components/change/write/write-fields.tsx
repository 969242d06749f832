import { PenLine } from 'lucide-react'
import { useId } from 'react'
import { maxConsentReason, maxReason } from '#components/change/write/write-terms.ts'
import { Button } from '#components/ui/button.tsx'
import { TextArea, TextField } from '#components/ui/field/text-field.tsx'
import { count } from '#lib/base/plural.ts'

export function WriteButton({
  label,
  explanation,
  variant,
  isDisabled,
  onPress,
}: {
  label: string
  /** The write button with what writing means, or why it is disabled. */
  explanation: string
  variant: 'primary' | 'secondary'
  isDisabled: boolean
  onPress: () => void
}) {
  const id = useId()
  return (
    <>
      <p id={id} aria-live="polite" className="min-h-4 text-muted text-xs">
        {explanation}
      </p>
      <Button
        variant={variant}
        // The waves of a change may take two lines to say.
        className="h-auto min-h-8 whitespace-normal py-1"
        isDisabled={isDisabled}
        aria-describedby={id}
        onPress={onPress}
      >
        <PenLine aria-hidden size={15} />
        {label}…
      </Button>
    </>
  )
}

/** Why, and the number of a case elsewhere; a resumed change has both already. */
export function WhyFields({
  typed: { reason, ticket },
  onType,
  isDisabled,
  isResumed,
}: {
  typed: { readonly reason: string; readonly ticket: string }
  onType: (typed: { reason?: string; ticket?: string }) => void
  isDisabled: boolean
  isResumed: boolean
}) {
  return (
    <>
      <ReasonField
        value={reason}
        onChange={(next) => onType({ reason: next })}
        isDisabled={isDisabled}
        isResumed={isResumed}
      />
      <TextField
        label="Ticket"
        placeholder="TRD-4502"
        isMono
        maxLength={256}
        isDisabled={isDisabled}
        isReadOnly={isResumed}
        value={ticket}
        onChange={(next) => onType({ ticket: next })}
      />
    </>
  )
}

function ReasonField({
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
              : 'Kept in the record and with every revision that is made.'}
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
      description="Kept with the reason."
      isRequired
      maxLength={maxConsentReason}
      isDisabled={isDisabled}
      value={value}
      onChange={onChange}
    />
  )
}
