'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWritePolicy } from '#components/change/write/use-write-policy.ts'
import { TextField } from '#components/ui/field/text-field.tsx'
import type { ChangedRow } from '#lib/change/classes/classes.ts'
import { confirmationReason } from '#lib/change/consent/write-policy.ts'
import { protectedUnitsQuery } from '#lib/queries/preview-drift.ts'

export type Confirmation = {
  /** Why the number of units has to be typed; undefined where it need not be. */
  readonly why: string | undefined
  readonly units: number
  readonly typed: string
  readonly onType: (text: string) => void
  /** Something is missing before these units may be written. */
  readonly isMissing: boolean
  /** The number that was typed, for the server. */
  readonly confirmed: number | undefined
}

/** Large changes, and those of protected places, are confirmed by typing the number of their units. */
export function useConfirmation(
  sealHash: string,
  rows: readonly ChangedRow[],
  isOpen: boolean,
): Confirmation {
  const policy = useWritePolicy()
  const [typed, onType] = useState('')
  const units = rows.length
  const large = confirmationReason(units, 0, policy)
  const isAsked = isOpen && large === undefined && policy.protectedBy.length > 0
  const found = useQuery({ ...protectedUnitsQuery(sealHash, rows, policy), enabled: isAsked })
  const why = large ?? confirmationReason(units, found.data ?? 0, policy)
  const number = Number(typed.replace(/[\s,.]/g, ''))
  const isRight = typed.trim() !== '' && number === units
  return {
    why,
    units,
    typed,
    onType,
    isMissing: (why !== undefined && !isRight) || (isAsked && found.isPending),
    confirmed: isRight ? number : undefined,
  }
}

export function ConfirmationField({ why, units, typed, onType }: Confirmation) {
  if (why === undefined) return null
  return (
    <TextField
      label={`Type ${units} to write`}
      description={why}
      inputMode="numeric"
      autoComplete="off"
      isMono
      className="w-60 max-w-full"
      value={typed}
      onChange={onType}
    />
  )
}
