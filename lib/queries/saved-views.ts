import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import {
  type ForgetViewRequest,
  type SavedView,
  type SaveViewRequest,
  savedViewOf,
} from '#lib/confighub/saved/saved-view.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

const path = '/api/saved-views'
const Kept = z.object({ viewId: z.uuid(), spaceId: z.uuid() })

/** Every View of Units that the person may see, whoever made it, by name. */
export const savedViewsQuery = () =>
  queryOptions({
    queryKey: ['saved-views'],
    queryFn: async ({ signal }): Promise<SavedView[]> => {
      const views = await browserHub.allViews({ where: "Of = 'Unit'", include: 'SpaceID,FilterID' }, signal)
      return views.map(savedViewOf).sort((a, b) => a.name.localeCompare(b.name))
    },
    staleTime: 60_000,
  })

export const saveViewMutation = (queries: QueryClient) =>
  mutationOptions({
    mutationFn: (request: SaveViewRequest) => callDashboardJson(path, Kept, jsonBody('POST', request)),
    onSuccess: () => queries.invalidateQueries(savedViewsQuery()),
  })

export const forgetViewMutation = (queries: QueryClient) =>
  mutationOptions({
    mutationFn: (request: ForgetViewRequest) => callDashboardJson(path, Kept, jsonBody('DELETE', request)),
    onSuccess: () => queries.invalidateQueries(savedViewsQuery()),
  })
