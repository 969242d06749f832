import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import {
  type ForgetViewRequest,
  type SavedView,
  type SaveViewRequest,
  savedViewOf,
} from '#lib/confighub/saved/saved-view.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'
import { savedWrites } from '#lib/queries/saved-writes.ts'

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

export const { save: saveViewMutation, forget: forgetViewMutation } = savedWrites<
  z.infer<typeof Kept>,
  SaveViewRequest,
  ForgetViewRequest
>('/api/saved-views', Kept, savedViewsQuery)
