'use client'

import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { Select } from '#components/ui/field/select.tsx'
import { useStored } from '#components/ui/state/stored.ts'
import { spacesQuery } from '#lib/queries/directory.ts'

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
  const spaces = useQuery(spacesQuery())
  const options = (spaces.data ?? []).map(({ Space }) => ({ value: Space.SpaceID, label: Space.Slug }))
  return (
    <Select
      label="Space for the record"
      description="The change is kept there as a Tag. Nothing else in that Space changes."
      placeholder={spaces.isPending ? 'Reading the Spaces…' : 'Choose a Space'}
      isMono
      // A list without options does not open.
      isDisabled={isDisabled || spaces.isPending}
      options={options}
      value={options.some((option) => option.value === spaceId) ? spaceId : null}
      onChange={onChange}
      error={spaces.isError ? `The Spaces could not be loaded: ${spaces.error.message}` : undefined}
    />
  )
}
