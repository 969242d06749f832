import { queryOptions } from '@tanstack/react-query'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { type TimelineEntry, timelineOf } from '#lib/history/timeline.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'

export type TimelineAnswer = {
  /** Newest first. */
  readonly entries: readonly TimelineEntry[]
  /** There are older revisions. */
  readonly truncated: boolean
}

/** Sentences need documents, and documents are large: only the newest revisions get theirs. */
const described = 60

/** The newest revisions of a unit, each with what it changed in words. */
export const timelineQuery = (spaceId: string, unitId: string, limit = 200) =>
  queryOptions({
    queryKey: ['revisions', 'timeline', spaceId, unitId, limit],
    queryFn: async ({ signal }): Promise<TimelineAnswer> => {
      const page = await browserHub.unitRevisionPage(
        spaceId,
        unitId,
        { include: 'UserID,Tags', order_by: 'DESC:RevisionNum', limit },
        signal,
      )
      const documents = await readDocuments(page.items.slice(0, described), signal)
      return { entries: timelineOf(page.items, documents), truncated: page.next !== undefined }
    },
  })

/** By DataHash: a restored document is the same text again and is read once. */
async function readDocuments(
  revisions: readonly ExtendedRevision[],
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const idByHash = new Map<string, string>()
  for (const { Revision } of revisions) {
    if (Revision.DataHash !== undefined) idByHash.set(Revision.DataHash, Revision.RevisionID)
  }
  const found = await browserHub.revisionDataById([...idByHash.values()], signal)
  return new Map(
    found.flatMap(({ DataHash, Data }) => (DataHash === undefined ? [] : [[DataHash, Data ?? '']])),
  )
}
