import * as z from 'zod/mini'
import type { ForgetQueryRequest, SaveQueryRequest } from '#lib/confighub/saved/saved-query.ts'
import { hubAfterRows } from '#lib/queries/around/hub-after-rows.ts'
import { savedListQuery, savedWrites } from '#lib/queries/saved-lists.ts'

/** Every Filter of Units. */
export const savedQueriesQuery = () =>
  savedListQuery('saved-queries', async (signal) => {
    const hub = await hubAfterRows()
    const filters = await hub.allFilters({ where: "From = 'Unit'", include: 'SpaceID' }, signal)
    const { savedQueryOf } = await import('#lib/confighub/saved/saved-query.ts')
    return filters.map(savedQueryOf)
  })

const Kept = z.object({ filterId: z.uuid(), spaceId: z.uuid() })
const writes = savedWrites<SaveQueryRequest, ForgetQueryRequest, z.infer<typeof Kept>>('saved-queries', Kept)
export const { save: saveQueryMutation, forget: forgetQueryMutation } = writes
