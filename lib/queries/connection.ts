import { queryOptions } from '@tanstack/react-query'
import { ConnectionReport } from '#lib/connection/report.ts'
import { callDeckJson, jsonBody } from '#lib/queries/deck-api.ts'

/** The connection as it is now, with the token of the session when there is one. */
export const connectionQuery = () =>
  queryOptions({
    queryKey: ['connection'],
    queryFn: ({ signal }) => callDeckJson('/api/connection', ConnectionReport, jsonBody('POST', {}, signal)),
    // A test of a minute ago says nothing about now.
    staleTime: 0,
    retry: false,
  })

/** The same with another token, which is sent once and kept nowhere. */
export function testConnectionWith(token: string): Promise<ConnectionReport> {
  return callDeckJson('/api/connection', ConnectionReport, jsonBody('POST', { token }))
}
