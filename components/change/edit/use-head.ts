'use client'

import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { unitDataQuery, unitHeadQuery } from '#lib/queries/units.ts'

type Head = { readonly unit: ExtendedUnit; readonly text: string }

/** The head of a unit with its text, as a pair: while a newer one is loading, both are those of the one before. */
export function useHead(unitId: string): {
  readonly shown: Head | undefined
  /** The request that failed, if one did. */
  readonly query: Pick<UseQueryResult, 'isError' | 'error' | 'refetch'>
  readonly isGone: boolean
} {
  const unit = useQuery(unitHeadQuery(unitId))
  const { SpaceID = '', UnitID = '', DataHash } = unit.data?.Unit ?? {}
  const data = useQuery({ ...unitDataQuery(SpaceID, UnitID, DataHash), enabled: UnitID !== '' })
  const [shown, setShown] = useState<Head>()
  const [fresh, text] = [unit.data, data.data?.data]
  if (fresh && text !== undefined && (fresh !== shown?.unit || text !== shown.text))
    setShown({ unit: fresh, text })
  return { shown, query: unit.isError ? unit : data, isGone: unit.data === null }
}
