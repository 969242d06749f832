import type { ForgetQueryRequest, KeptQuery, SaveQueryRequest } from '#lib/confighub/saved/saved-query.ts'
import { askHubAround } from '#lib/queries/around/ask-around.ts'
import { savedListQuery, savedWrites } from '#lib/queries/saved-lists.ts'

/** Every Filter of Units. */
export const savedQueriesQuery = () =>
  savedListQuery('saved-queries', async (signal) => {
    const filters = await askHubAround(signal, (hub, stop) =>
      hub.allFilters({ where: "From = 'Unit'", include: 'SpaceID' }, stop),
    )
    const { savedQueryOf } = await schemas()
    return filters.map(savedQueryOf)
  })

const schemas = () => import('#lib/confighub/saved/saved-query.ts')
const writes = savedWrites<SaveQueryRequest, ForgetQueryRequest, KeptQuery>('saved-queries', () =>
  schemas().then(({ KeptQuery }) => KeptQuery),
)
export const { save: saveQueryMutation, forget: forgetQueryMutation } = writes
