import { queryOptions } from '@tanstack/react-query'
import type { FunctionValuesResponse, ReadingCall } from '#lib/confighub/schema/function-values.ts'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

/** What a function says of units. The rows keep it, not the cache. */
export const functionValuesQuery = (unitIds: readonly string[], call: ReadingCall) =>
  queryOptions({
    queryKey: ['units', 'function-values', call, unitIds],
    queryFn: async ({ signal }): Promise<FunctionValuesResponse> => {
      const { FunctionValuesResponse } = await import('#lib/confighub/schema/function-values.ts')
      const body = jsonBody('POST', { unitIds, ...call }, signal)
      return callDashboardJson('/api/function-values', FunctionValuesResponse, body)
    },
    staleTime: 0,
    gcTime: 0,
  })
