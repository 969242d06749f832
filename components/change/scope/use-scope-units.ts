'use client'

import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Scope } from '#components/change/scope/scope.ts'
import { type UnitsAnswer, unitsByIdQuery, unitsQuery } from '#lib/queries/units.ts'

/** The units of the scope as they are now, for the count, the Spaces and a sample. The preview freezes its own list. */
export function useScopeUnits(scope: Scope): UseQueryResult<UnitsAnswer> {
  const isQuery = scope.kind === 'query'
  const byQuery = useQuery({ ...unitsQuery(isQuery ? scope : { where: '' }), enabled: isQuery })
  const byIds = useQuery({
    ...unitsByIdQuery(isQuery ? [] : scope.unitIds),
    enabled: !isQuery,
    select: (units): UnitsAnswer => ({ units, truncated: false }),
  })
  return isQuery ? byQuery : byIds
}
