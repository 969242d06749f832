'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type SampleField, sampleFields } from '#components/change/sample.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { unitDataQuery } from '#lib/queries/units.ts'

/** Fields of one unit of the scope. Suggestions are a convenience: when they cannot be read there are none. */
export function useSample(unit: ExtendedUnit | undefined): {
  readonly fields: readonly SampleField[]
  readonly name: string
} {
  const { SpaceID = '', UnitID = '', DataHash } = unit?.Unit ?? {}
  const { data } = useQuery({ ...unitDataQuery(SpaceID, UnitID, DataHash), enabled: unit !== undefined })
  const fields = useMemo(() => (data === undefined ? [] : sampleFields(data.data)), [data])
  return {
    fields,
    name: unit === undefined ? '' : `${unit.Unit.SpaceSlug ?? unit.Space?.Slug}/${unit.Unit.Slug}`,
  }
}
