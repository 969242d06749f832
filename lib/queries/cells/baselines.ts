import { queryOptions } from '@tanstack/react-query'
import type { BaselinesRequest, BaselinesResponse } from '#lib/confighub/baselines.ts'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

/** What units are compared with, such as the visible rows. The rows keep it, not the cache. */
export const baselinesQuery = (asked: BaselinesRequest) =>
  queryOptions({
    queryKey: ['units', 'baselines', asked],
    queryFn: async ({ signal }): Promise<BaselinesResponse> => {
      const { BaselinesResponse } = await import('#lib/confighub/baselines.ts')
      return callDashboardJson('/api/baselines', BaselinesResponse, jsonBody('POST', asked, signal))
    },
    staleTime: 0,
    gcTime: 0,
  })
