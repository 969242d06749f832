import type { FormEvent } from 'react'
import { PendingButton } from '#components/ui/button/pending-button.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'

export type TokenFormProps = {
  /** The label of the field. */
  label: string
  /** What happens to the token. */
  description: string
  /** The label of the button. */
  action: string
  variant: 'primary' | 'secondary'
  /** The label of the line that opens the form; absent when the form is always open. */
  summary: string | undefined
  isPending: boolean
  token: string
  onChange: (token: string) => void
  /** Called with a token that is not empty, without the spaces around it. */
  onSubmit: (token: string) => void
}

/** Accepts a ConfigHub token. It is typed hidden, and nothing here stores it. */
export function TokenForm({
  label,
  description,
  action,
  variant,
  summary,
  isPending,
  token,
  onChange,
  onSubmit,
}: TokenFormProps) {
  const typed = token.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed !== '') onSubmit(typed)
  }
  const form = (
    <form onSubmit={submit} className="flex max-w-lg flex-col gap-3">
      <TextField
        label={label}
        description={description}
        value={token}
        onChange={onChange}
        type="password"
        autoComplete="off"
        isMono
      />
      <PendingButton
        type="submit"
        variant={variant}
        isPending={isPending}
        isDisabled={typed === ''}
        className="self-start"
      >
        {action}
      </PendingButton>
    </form>
  )
  if (summary === undefined) return form
  return (
    <details>
      <summary className="cursor-pointer rounded-sm text-accent text-sm">{summary}</summary>
      <div className="pt-3">{form}</div>
    </details>
  )
}
