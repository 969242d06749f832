import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { changeKind, kindLabel } from '#lib/change/record/annotations.ts'
import { followPages, pageLimit } from '#lib/confighub/paging.ts'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { type ActivityEntry, groupActivity, timeOf } from '#lib/history/activity.ts'
import { activityWhere } from '#lib/history/activity-where.ts'
import { revisionWhere } from '#lib/history/revision-where.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'
import type { ActivitySearch } from '#lib/url/search-params.ts'

/** More revisions than a person reads; beyond it the page says that the oldest are not shown. */
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
  /** The requested window, in milliseconds. */
  readonly from: number
  readonly to: number
  /** Newest first. */
  readonly revisions: readonly ExtendedRevision[]
  readonly entries: readonly ActivityEntry[]
  /** There were too many: nothing before this time was loaded. */
  readonly readFrom?: number
}

export type ActivityQuestion = Pick<ActivitySearch, 'window' | 'where' | 'user' | 'from' | 'to'>

/** Every revision of a time window, of the units a query selects and of one author. */
export const activityQuery = ({ window, where, user, ...own }: ActivityQuestion) =>
  queryOptions({
    queryKey: ['activity', { window, where, user, ...own }],
    queryFn: async ({ signal }): Promise<ActivityAnswer> => {
      const to = dateOf(own.to) ?? new Date()
      const from = dateOf(own.from) ?? new Date(to.getTime() - windowMs[window])
      const units = await selectUnits(where, signal)
      // Revisions are never in the future, so without an explicit end none is sent.
      const asked = activityWhere({ from, to: own.to === '' ? undefined : to, user, units: units.where })
      const { items, truncated } = await readRevisions(asked, signal)
      const revisions = items
        .filter(({ Revision }) => units.ids?.has(Revision.UnitID) ?? true)
        .filter((revision) => isWithin(timeOf(revision), from, own.to === '' ? undefined : to))
      const entries = groupActivity(revisions, changeTagsIn(revisions))
      // Revisions written during the request belong to "until now".
      const end = Math.max(to.getTime(), ...revisions.slice(0, 1).map(timeOf))
      const oldest = items.at(-1)
      return {
        from: from.getTime(),
        to: end,
        revisions,
        entries,
        ...(truncated && oldest !== undefined ? { readFrom: timeOf(oldest) } : {}),
      }
    },
    placeholderData: keepPreviousData,
  })

function dateOf(text: string): Date | undefined {
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : new Date(time)
}

function isWithin(time: number, from: Date, to: Date | undefined): boolean {
  return time >= from.getTime() && (to === undefined || time <= to.getTime())
}

/** Expresses the query as a condition on revisions if possible; otherwise as the ids of the units it selects. */
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

/** Whether a query selects any unit at all; without units there are no revisions. */
export const anyUnitQuery = (where: string) =>
  queryOptions({
    queryKey: ['units', 'any', where],
    queryFn: async ({ signal }): Promise<boolean> => {
      const page = await browserHub.unitPage({ where, select: 'Slug', limit: 1 }, signal)
      return page.items.length > 0
    },
  })
