import { queryOptions } from '@tanstack/react-query'
import { ConfigHubError } from '#lib/confighub/error.ts'
import type { Revision } from '#lib/confighub/schema/entities.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'

export type RevisionDocument = {
  readonly RevisionNum: number
  /** Absent for revision 0, the empty state before a unit's first revision. */
  readonly Revision?: Revision
  readonly data: string
}

/** The document of one revision by its number; a revision never changes. */
export const revisionDocumentQuery = (spaceId: string, unitId: string, revisionNum: number) =>
  queryOptions({
    queryKey: ['revisions', 'document', spaceId, unitId, revisionNum],
    queryFn: async ({ signal }): Promise<RevisionDocument> => {
      if (revisionNum === 0) return { RevisionNum: 0, data: '' }
      const where = `RevisionNum = ${revisionNum}`
      const { items } = await browserHub.unitRevisionPage(spaceId, unitId, { where, limit: 1 }, signal)
      const [found] = items
      if (found === undefined) throw noSuchRevision(revisionNum)
      const { Revision } = found
      const { data } = await browserHub.revisionData(spaceId, unitId, Revision.RevisionID, signal)
      return { RevisionNum: revisionNum, Revision, data }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })

function noSuchRevision(revisionNum: number): ConfigHubError {
  return new ConfigHubError({
    status: 404,
    operation: 'GET /revision',
    message: `This unit has no revision ${revisionNum}.`,
  })
}
