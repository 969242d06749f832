import { queryOptions } from '@tanstack/react-query'
import { FunctionValuesResponse, type ReadingCall } from '#lib/confighub/schema/function-values.ts'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

/** What a function says of units. The rows keep it, not the cache. */
export const functionValuesQuery = (unitIds: readonly string[], call: ReadingCall) =>
  queryOptions({
    queryKey: ['units', 'function-values', call, unitIds],
    queryFn: async ({ signal }): Promise<FunctionValuesResponse> =>
      callDashboardJson(
        '/api/function-values',
        FunctionValuesResponse,
        jsonBody('POST', { unitIds, ...call }, signal),
      ),
    staleTime: 0,
    gcTime: 0,
  })
