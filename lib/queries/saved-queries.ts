import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import {
  type ForgetQueryRequest,
  type SavedQuery,
  type SaveQueryRequest,
  savedQueryOf,
} from '#lib/confighub/saved/saved-query.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

const path = '/api/saved-queries'
const Kept = z.object({ filterId: z.uuid(), spaceId: z.uuid() })

/** Every Filter of Units that the person may see, whoever made it, by name. */
export const savedQueriesQuery = () =>
  queryOptions({
    queryKey: ['saved-queries'],
    queryFn: async ({ signal }): Promise<SavedQuery[]> => {
      const filters = await browserHub.allFilters({ where: "From = 'Unit'", include: 'SpaceID' }, signal)
      return filters.map(savedQueryOf).sort((a, b) => a.name.localeCompare(b.name))
    },
    staleTime: 60_000,
  })

export const saveQueryMutation = (queries: QueryClient) =>
  mutationOptions({
    mutationFn: (request: SaveQueryRequest) => callDashboardJson(path, Kept, jsonBody('POST', request)),
    onSuccess: () => queries.invalidateQueries(savedQueriesQuery()),
  })

export const forgetQueryMutation = (queries: QueryClient) =>
  mutationOptions({
    mutationFn: (request: ForgetQueryRequest) => callDashboardJson(path, Kept, jsonBody('DELETE', request)),
    onSuccess: () => queries.invalidateQueries(savedQueriesQuery()),
  })
