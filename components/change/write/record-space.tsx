'use client'

import { z } from 'zod'
import { SpaceSelect } from '#components/ui/field/space-select.tsx'
import { useStored } from '#components/ui/state/stored.ts'

const SpaceId = z.string()

/** Which Space keeps the records of changes: chosen once, visibly, and remembered by this browser. */
export function useRecordSpace(): readonly [string, (spaceId: string) => void] {
  const [spaceId, setSpaceId] = useStored('local', 'hubdeck.record-space', SpaceId, '')
  return [spaceId ?? '', setSpaceId]
}

export function RecordSpaceSelect({
  spaceId,
  onChange,
  isDisabled,
}: {
  spaceId: string
  onChange: (spaceId: string) => void
  isDisabled: boolean
}) {
  return (
    <SpaceSelect
      label="Space for the record"
      description="The change is kept there as a Tag. Nothing else in that space changes."
      isDisabled={isDisabled}
      value={spaceId}
      onChange={onChange}
    />
  )
}
