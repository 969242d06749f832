import { queryOptions } from '@tanstack/react-query'
import { ConnectionReport } from '#lib/connection/report.ts'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

/** The connection as it is now, with the token of the session when there is one. */
export const connectionQuery = () =>
  queryOptions({
    queryKey: ['connection'],
    queryFn: ({ signal }) =>
      callDashboardJson('/api/connection', ConnectionReport, jsonBody('POST', {}, signal)),
    // A test from a minute ago says nothing about now.
    staleTime: 0,
    retry: false,
  })

/** The same with another token, which is sent once and not stored. */
export function testConnectionWith(token: string): Promise<ConnectionReport> {
  return callDashboardJson('/api/connection', ConnectionReport, jsonBody('POST', { token }))
}
