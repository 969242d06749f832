import { queryOptions } from '@tanstack/react-query'
import { type ChangeRecord, readChange } from '#lib/change/record.ts'
import { isUuid } from '#lib/confighub/chunking.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'

/** A change by its Tag alone, as addresses name it when it is undone or gone on with. */
export const changeByTagQuery = (tagId: string) =>
  queryOptions({
    queryKey: ['changes', 'by-tag', tagId],
    queryFn: async ({ signal }): Promise<ChangeRecord> => {
      const { items } = isUuid(tagId)
        ? await browserHub.tagPage({ where: `TagID = '${tagId}'`, limit: 1 }, signal)
        : { items: [] }
      const [found] = items
      if (found === undefined) throw noSuchChange()
      return readChange(browserHub, found.Tag.SpaceID, tagId, signal)
    },
  })

function noSuchChange(): ConfigHubError {
  return new ConfigHubError({
    status: 404,
    operation: 'GET /tag',
    message: 'There is no record of such a change, or you may not see it.',
  })
}
