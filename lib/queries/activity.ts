import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { changeKind, kindLabel } from '#lib/change/record/annotations.ts'
import { mapParallel } from '#lib/confighub/chunking.ts'
import { followPages, pageLimit } from '#lib/confighub/paging.ts'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { unitedUnits, whereCalls } from '#lib/confighub/united.ts'
import { type ActivityEntry, groupActivity, timeOf } from '#lib/history/activity.ts'
import { activityWhere } from '#lib/history/activity-where.ts'
import { revisionCalls } from '#lib/history/revision-where.ts'
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
      const until = own.to === '' ? undefined : to
      const { items, readFrom } = await readRevisions(
        units.calls.map((call) => activityWhere({ from, to: until, user, units: call })),
        signal,
      )
      const revisions = items
        .filter(({ Revision }) => units.ids?.has(Revision.UnitID) ?? true)
        .filter((revision) => isWithin(timeOf(revision), from, until))
      const entries = groupActivity(revisions, changeTagsIn(revisions))
      // Revisions written during the request belong to "until now".
      const end = Math.max(to.getTime(), ...revisions.slice(0, 1).map(timeOf))
      return {
        from: from.getTime(),
        to: end,
        revisions,
        entries,
        ...(readFrom === undefined ? {} : { readFrom }),
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

/** Expresses the query as conditions on revisions if possible; otherwise as the ids of the units it selects. */
async function selectUnits(
  where: string,
  signal: AbortSignal,
): Promise<{ calls: readonly string[]; ids?: ReadonlySet<string> }> {
  const ofRevisions = revisionCalls(where)
  if (ofRevisions !== undefined) return { calls: ofRevisions }
  const { units } = await unitedUnits(browserHub, { where, select: 'Slug' }, Number.POSITIVE_INFINITY, signal)
  return { calls: [''], ids: new Set(units.map(({ Unit }) => Unit.UnitID)) }
}

/** The revisions of several calls, each once, newest first. */
async function readRevisions(
  calls: readonly string[],
  signal: AbortSignal,
): Promise<{ items: readonly ExtendedRevision[]; readFrom?: number }> {
  const answers = await mapParallel(calls, (where) => readCall(where, signal))
  // Of a call that was cut off, nothing older than its oldest revision is known.
  const oldest = answers.flatMap(({ items, truncated }) => (truncated ? items.slice(-1).map(timeOf) : []))
  const byId = new Map(answers.flatMap(({ items }) => items).map((item) => [item.Revision.RevisionID, item]))
  if (oldest.length === 0) return { items: [...byId.values()].sort(byTime) }
  const readFrom = Math.max(...oldest)
  return { items: [...byId.values()].filter((item) => timeOf(item) >= readFrom).sort(byTime), readFrom }
}

function byTime(a: ExtendedRevision, b: ExtendedRevision): number {
  return timeOf(b) - timeOf(a)
}

function readCall(where: string, signal: AbortSignal) {
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
      const any = await mapParallel(whereCalls(where, 'GET /unit'), (call) =>
        browserHub.unitPage({ where: call, select: 'Slug', limit: 1 }, signal),
      )
      return any.some(({ items }) => items.length > 0)
    },
  })
