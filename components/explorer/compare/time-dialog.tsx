'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'
import { ModalDialog } from '#components/ui/overlay/dialog.tsx'
import { localInput } from '#components/ui/time/local-input.ts'

/** Asks for the time whose heads the rows are compared with. */
export function TimeDialog({
  time,
  onOpenChange,
  onChoose,
}: {
  time: string | undefined
  onOpenChange: (isOpen: boolean) => void
  onChoose: (time: string) => void
}) {
  const [text, setText] = useState(localInput(time ?? ''))
  const chosen = Date.parse(text)
  const problem = problemOf(text, chosen)
  const choose = () => {
    if (problem !== undefined) return
    onChoose(new Date(chosen).toISOString())
    onOpenChange(false)
  }
  return (
    <ModalDialog
      title="Compare with another time"
      isOpen
      onOpenChange={onOpenChange}
      footer={
        <Button variant="primary" isDisabled={problem !== undefined} onPress={choose}>
          Compare
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          choose()
        }}
      >
        <TextField
          autoFocus
          label="Time"
          type="datetime-local"
          description="By your clock. Each unit is compared with the revision that was its head then."
          value={text}
          error={text === '' ? undefined : problem}
          onChange={setText}
        />
      </form>
    </ModalDialog>
  )
}

function problemOf(text: string, time: number): string | undefined {
  if (text === '' || Number.isNaN(time)) return 'This is not a time.'
  return time > Date.now() ? 'This time is still to come.' : undefined
}
