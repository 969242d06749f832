import { queryOptions } from '@tanstack/react-query'
import type { ValueColumn, ValuesResponse } from '#lib/confighub/values.ts'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

/** Values from inside the documents of the given units, such as the visible rows. The rows keep them, not the cache. */
export const valuesQuery = (unitIds: readonly string[], columns: readonly ValueColumn[]) =>
  queryOptions({
    queryKey: ['units', 'values', columns, unitIds],
    queryFn: async ({ signal }): Promise<ValuesResponse> => {
      const { ValuesResponse } = await import('#lib/confighub/values.ts')
      return callDashboardJson('/api/values', ValuesResponse, jsonBody('POST', { unitIds, columns }, signal))
    },
    staleTime: 0,
    gcTime: 0,
  })
