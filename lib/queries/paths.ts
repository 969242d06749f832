import { queryOptions } from '@tanstack/react-query'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'
import { PathsResponse } from '#lib/rows/paths-wire.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'

/** Which paths the documents of a question have, from a sample of them. */
export const pathsQuery = ({ where, whereData, resourceType }: RowsQuestion) =>
  queryOptions({
    queryKey: ['units', 'paths', where, whereData, resourceType],
    queryFn: async ({ signal }): Promise<PathsResponse> =>
      callDashboardJson(
        '/api/paths',
        PathsResponse,
        jsonBody('POST', { where, whereData, resourceType }, signal),
      ),
    // Paths come and go more slowly than values.
    staleTime: 5 * 60_000,
  })
