import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import {
  type ForgetQueryRequest,
  type SavedQuery,
  type SaveQueryRequest,
  savedQueryOf,
} from '#lib/confighub/saved/saved-query.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'
import { savedWrites } from '#lib/queries/saved-writes.ts'

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

export const { save: saveQueryMutation, forget: forgetQueryMutation } = savedWrites<
  z.infer<typeof Kept>,
  SaveQueryRequest,
  ForgetQueryRequest
>('/api/saved-queries', Kept, savedQueriesQuery)
