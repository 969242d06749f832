import * as z from 'zod/mini'
import {
  type ForgetQueryRequest,
  type SaveQueryRequest,
  savedQueryOf,
} from '#lib/confighub/saved/saved-query.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'
import { savedListQuery, savedWrites } from '#lib/queries/saved-lists.ts'

/** Every Filter of Units. */
export const savedQueriesQuery = () =>
  savedListQuery('saved-queries', async (signal) => {
    const filters = await browserHub.allFilters({ where: "From = 'Unit'", include: 'SpaceID' }, signal)
    return filters.map(savedQueryOf)
  })

const Kept = z.object({ filterId: z.uuid(), spaceId: z.uuid() })
const writes = savedWrites<SaveQueryRequest, ForgetQueryRequest, z.infer<typeof Kept>>('saved-queries', Kept)
export const { save: saveQueryMutation, forget: forgetQueryMutation } = writes
