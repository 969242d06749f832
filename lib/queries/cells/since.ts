import { queryOptions } from '@tanstack/react-query'
import { type SinceRequest, SinceResponse } from '#lib/confighub/since.ts'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

/** Since when the values of a unit are what they are; `hash` is that of its head. */
export const sinceQuery = (asked: SinceRequest, hash: string) =>
  queryOptions({
    queryKey: ['revisions', 'since', asked, hash],
    queryFn: ({ signal }): Promise<SinceResponse> =>
      callDashboardJson('/api/since', SinceResponse, jsonBody('POST', asked, signal)),
    staleTime: 60_000,
  })
