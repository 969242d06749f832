'use client'

import { useState } from 'react'
import { TextField, type TextFieldProps } from '#components/ui/field/text-field.tsx'

/** A text field whose value counts once it is left, or with Enter: what it says is asked of the hub. Escape takes it back. */
export function SettledField({
  value,
  onChange,
  ...rest
}: Omit<TextFieldProps, 'value' | 'onChange'> & { value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value)
  const [before, setBefore] = useState(value)
  if (before !== value) {
    setBefore(value)
    setTyped(value)
  }
  const settle = () => {
    if (typed.trim() !== value) onChange(typed.trim())
  }
  return (
    <TextField
      {...rest}
      value={typed}
      onChange={setTyped}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle()
        if (event.key === 'Escape') setTyped(value)
      }}
    />
  )
}
