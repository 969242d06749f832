'use client'

import type { FormEvent } from 'react'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'

export type TokenTestProps = {
  isCollapsed: boolean
  isPending: boolean
  token: string
  onChange: (token: string) => void
  onTest: () => void
}

/** Tests a token without signing in with it. */
export function TokenTest({ isCollapsed, isPending, token, onChange, onTest }: TokenTestProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (token.trim() !== '') onTest()
  }
  const form = (
    <form onSubmit={submit} className="flex max-w-lg flex-col gap-3">
      <TextField
        label="Token to test"
        description="It is sent to the hub for this test only, and kept nowhere. It does not sign you in."
        value={token}
        onChange={onChange}
        type="password"
        autoComplete="off"
        isMono
      />
      <Button type="submit" isPending={isPending} isDisabled={token.trim() === ''} className="self-start">
        Test with this token
      </Button>
    </form>
  )
  if (!isCollapsed) return form
  return (
    <details>
      <summary className="cursor-pointer rounded-sm text-accent text-sm">Test another token</summary>
      <div className="pt-3">{form}</div>
    </details>
  )
}
