import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { changeKind, kindLabel } from '#lib/change/annotations.ts'
import { followPages, pageLimit } from '#lib/confighub/paging.ts'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { type ActivityEntry, groupActivity } from '#lib/history/activity.ts'
import { revisionWhere } from '#lib/history/revision-where.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'
import type { ActivitySearch } from '#lib/url/search-params.ts'

/** More revisions than a person reads; beyond it the page says that the oldest are left out. */
const activityCap = 5000

const hourMs = 3_600_000
const windowMs: Readonly<Record<ActivitySearch['window'], number>> = {
  '1h': hourMs,
  '24h': 24 * hourMs,
  '7d': 7 * 24 * hourMs,
  '30d': 30 * 24 * hourMs,
  '90d': 90 * 24 * hourMs,
}

export type ActivityAnswer = {
  /** ISO times of the window that was asked for. */
  readonly from: string
  readonly to: string
  /** Newest first. */
  readonly revisions: readonly ExtendedRevision[]
  readonly entries: readonly ActivityEntry[]
  readonly truncated: boolean
}

export type ActivityQuestion = Pick<ActivitySearch, 'window' | 'where' | 'user' | 'from' | 'to'>

/** Every revision of a time window, of the units a query selects and of one author. */
export const activityQuery = ({ window, where, user, ...own }: ActivityQuestion) =>
  queryOptions({
    queryKey: ['activity', { window, where, user, ...own }],
    queryFn: async ({ signal }): Promise<ActivityAnswer> => {
      const to = timeOf(own.to) ?? new Date()
      const from = timeOf(own.from) ?? new Date(to.getTime() - windowMs[window])
      const units = await selectUnits(where, signal)
      const terms = [
        `CreatedAt >= '${wholeSeconds(from)}'`,
        // Nothing is written in the future: without an end of one's own there is nothing to cut off.
        ...(own.to === '' ? [] : [`CreatedAt <= '${wholeSeconds(to)}'`]),
        ...(user === '' ? [] : [`UserID = '${user}'`]),
        ...(units.where === '' ? [] : [units.where]),
      ]
      const { items, truncated } = await readRevisions(terms.join(' AND '), signal)
      const revisions = items.filter(({ Revision }) => units.ids?.has(Revision.UnitID) ?? true)
      const entries = groupActivity(revisions, changeTagsIn(revisions))
      return { from: from.toISOString(), to: to.toISOString(), revisions, entries, truncated }
    },
    placeholderData: keepPreviousData,
  })

function timeOf(text: string): Date | undefined {
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : new Date(time)
}

/** The API compares times to the second. */
function wholeSeconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z')
}

/** As a condition on revisions where that can be said; else as the ids of the units it selects. */
async function selectUnits(
  where: string,
  signal: AbortSignal,
): Promise<{ where: string; ids?: ReadonlySet<string> }> {
  const ofRevisions = revisionWhere(where)
  if (ofRevisions !== undefined) return { where: ofRevisions.trim() }
  const units = await browserHub.allUnits({ where, select: 'Slug' }, signal)
  return { where: '', ids: new Set(units.map(({ Unit }) => Unit.UnitID)) }
}

function readRevisions(where: string, signal: AbortSignal) {
  return followPages(
    (token) =>
      browserHub.revisionPage(
        {
          where,
          include: 'UserID,UnitID,SpaceID,Tags',
          order_by: 'DESC:CreatedAt',
          limit: pageLimit,
          ...(token && { continue: token }),
        },
        signal,
      ),
    activityCap,
  )
}

function changeTagsIn(revisions: readonly ExtendedRevision[]): Set<string> {
  const tags = revisions.flatMap((revision) => revision.Tags ?? [])
  return new Set(tags.filter((tag) => tag.Labels?.[kindLabel] === changeKind).map((tag) => tag.TagID))
}
