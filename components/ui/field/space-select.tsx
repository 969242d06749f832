'use client'

import { useQuery } from '@tanstack/react-query'
import { Select } from '#components/ui/field/select.tsx'
import { spacesQuery } from '#lib/queries/directory.ts'

/** One of the Spaces that the person may see. A Space that is not among them counts as none chosen. */
export function SpaceSelect({
  label,
  description,
  isDisabled,
  value,
  onChange,
}: {
  label: string
  description: string
  isDisabled: boolean
  value: string
  onChange: (spaceId: string) => void
}) {
  const spaces = useQuery(spacesQuery())
  const options = (spaces.data ?? []).map(({ Space }) => ({ value: Space.SpaceID, label: Space.Slug }))
  return (
    <Select
      label={label}
      description={description}
      placeholder={spaces.isPending ? 'Reading the spaces…' : 'Choose a space'}
      isMono
      // A list without options does not open.
      isDisabled={isDisabled || spaces.isPending}
      options={options}
      value={options.some((option) => option.value === value) ? value : null}
      onChange={onChange}
      error={spaces.isError ? `The spaces could not be loaded: ${spaces.error.message}` : undefined}
    />
  )
}
