'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type UnitRow, unitRow } from '#components/explorer/columns/unit-row.ts'
import { unitQuery } from '#lib/queries/units.ts'

/** The row of one unit with all fields; the list was requested only with those its columns show. */
export function useWholeRow(row: UnitRow) {
  const query = useQuery(unitQuery(row.spaceSlug, row.slug))
  const { data, isPending } = query
  const whole = useMemo(() => (data === undefined ? undefined : unitRow(data)), [data])
  return { row: whole ?? row, isReading: isPending, query }
}
