import { queryOptions } from '@tanstack/react-query'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'
import { ValueCounts, type ValueCountsRequest } from '#lib/rows/value-counts-wire.ts'

const oneMinuteMs = 60_000

/** How many units have each value of an attribute; suggestions may be a minute old. */
export const valueCountsQuery = (asked: ValueCountsRequest) =>
  queryOptions({
    queryKey: ['units', 'value-counts', asked],
    queryFn: ({ signal }): Promise<ValueCounts> =>
      callDashboardJson('/api/value-counts', ValueCounts, jsonBody('POST', asked, signal)),
    staleTime: oneMinuteMs,
  })
