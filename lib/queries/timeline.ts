import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query'
import { documentOf } from '#lib/confighub/revision-pairs.ts'
import type { ExtendedRevision, Unit } from '#lib/confighub/schema/entities.ts'
import type { BlamedRevision } from '#lib/history/blame.ts'
import { type TimelineEntry, timelineOf } from '#lib/history/timeline.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'

/** Descriptions need documents, and documents are large, so only a few are loaded at a time. */
const pageSize = 50

type TimelinePage = {
  /** Newest first. */
  readonly revisions: readonly ExtendedRevision[]
  /** The newest of the next page: the one that the last of this page is compared with. */
  readonly older: ExtendedRevision | undefined
  readonly documents: ReadonlyMap<string, string>
  readonly toolchain: string | undefined
}

/** A unit whose revisions are read; its toolchain never changes. */
type RevisedUnit = Pick<Unit, 'SpaceID' | 'UnitID' | 'ToolchainType'>

/** The revisions of a unit, newest first, each with a description of its changes. */
export const timelineQuery = (unit: RevisedUnit) =>
  infiniteQueryOptions({ ...pagesQuery(unit), select: entriesOf })

/**
 * The same revisions with their documents, for blame: shared with the timeline, so that nothing is loaded twice. With
 * `upTo` they begin at that revision, however old it is.
 */
export const documentChainQuery = (unit: RevisedUnit, upTo?: number) =>
  infiniteQueryOptions({ ...pagesQuery(unit, upTo), select: chainOf })

const pagesQuery = (
  { SpaceID: spaceId, UnitID: unitId, ToolchainType: toolchain }: RevisedUnit,
  upTo?: number,
) =>
  infiniteQueryOptions({
    queryKey: ['revisions', 'timeline', spaceId, unitId, ...(upTo === undefined ? [] : [upTo])],
    queryFn: async ({ pageParam, signal }): Promise<TimelinePage> => {
      const { items } = await browserHub.unitRevisionPage(
        spaceId,
        unitId,
        {
          // Paged by number, not by token, so that a revision written meanwhile shifts nothing.
          ...(pageParam === undefined ? {} : { where: `RevisionNum < ${pageParam}` }),
          include: 'UserID,Tags',
          order_by: 'DESC:RevisionNum',
          limit: pageSize + 1,
        },
        signal,
      )
      const documents = await readDocuments(items, signal)
      return { revisions: items.slice(0, pageSize), older: items[pageSize], documents, toolchain }
    },
    initialPageParam: upTo === undefined ? undefined : upTo + 1,
    getNextPageParam: ({ revisions, older }) =>
      older === undefined ? undefined : revisions.at(-1)?.Revision.RevisionNum,
  })

type DocumentChain = {
  /** Newest first, without descriptions. */
  readonly entries: readonly TimelineEntry[]
  /** The document of each entry; absent where the hub returned none. */
  readonly revisions: readonly BlamedRevision[]
}

function chainOf({ pages }: InfiniteData<TimelinePage, unknown>): DocumentChain {
  const older = pages.at(-1)?.older
  const entries = timelineOf([...pages.flatMap((page) => page.revisions), ...(older ? [older] : [])])
  const documents = new Map(pages.flatMap((page) => [...page.documents]))
  return {
    entries,
    revisions: entries.map(({ RevisionNum, revision: { Revision } }) => ({
      RevisionNum,
      data: documentOf(Revision, documents),
    })),
  }
}

function entriesOf({ pages }: InfiniteData<TimelinePage, unknown>): readonly TimelineEntry[] {
  const revisions = pages.flatMap((page) => page.revisions)
  const older = pages.at(-1)?.older
  const documents = new Map(pages.flatMap((page) => [...page.documents]))
  const all = older === undefined ? revisions : [...revisions, older]
  return timelineOf(all, documents, pages[0]?.toolchain).slice(0, revisions.length)
}

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
