import { queryOptions } from '@tanstack/react-query'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'

/** The newest revisions of one unit, and whether there are older ones. */
export type RevisionsAnswer = { readonly revisions: ExtendedRevision[]; readonly truncated: boolean }

export const revisionsQuery = (spaceId: string, unitId: string, limit = 200) =>
  queryOptions({
    queryKey: ['revisions', 'unit', spaceId, unitId, limit],
    queryFn: async ({ signal }): Promise<RevisionsAnswer> => {
      const page = await browserHub.unitRevisionPage(
        spaceId,
        unitId,
        { include: 'UserID,Tags', order_by: 'DESC:RevisionNum', limit },
        signal,
      )
      return { revisions: page.items, truncated: page.next !== undefined }
    },
  })
