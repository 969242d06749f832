'use client'

import { useQuery } from '@tanstack/react-query'
import type { Blocked } from '#components/query/blocked.ts'
import { revisionsCubCommand, revisionsCurlCommand } from '#components/query/share/share.ts'
import { ShareItems } from '#components/query/share/share-items.tsx'
import { ShareMenu } from '#components/query/share/share-menu.tsx'
import { plural } from '#lib/base/plural.ts'
import type { ActivityEntry } from '#lib/history/activity.ts'
import type { Axis } from '#lib/history/activity-axis.ts'
import { activityWhere } from '#lib/history/activity-where.ts'
import { revisionCalls } from '#lib/history/revision-where.ts'
import { sessionQuery } from '#lib/queries/session.ts'
import type { ActivitySearch } from '#lib/url/search-params.ts'

/** More commands than this are of no use in a terminal. */
const mostUnits = 50

/** Shares the activity as the revisions of the window on screen, not as a list of units. */
export function ActivityShare({
  search,
  shown,
  entries,
  blocked,
}: {
  search: Pick<ActivitySearch, 'where' | 'user' | 'who' | 'from' | 'to'>
  /** The window of what is on screen. */
  shown: Axis | undefined
  entries: readonly ActivityEntry[]
  blocked: Blocked
}) {
  const { data: session } = useQuery(sessionQuery())
  const hub = session?.hub.url
  const ofRevisions = revisionCalls(search.where)
  const whereOf = (units: string) =>
    shown &&
    activityWhere({
      from: new Date(shown.from),
      to: new Date(shown.to),
      user: search.user,
      who: search.who,
      units,
    })
  const curlWheres = ofRevisions?.flatMap((call) => whereOf(call) ?? [])
  const cubWhere = whereOf('')
  const units = unitsOf(entries)
  const isMany = units.length > mostUnits
  const isMoving = search.from === '' && search.to === ''
  return (
    <ShareMenu blocked={blocked}>
      <ShareItems
        actions={[
          {
            label: 'Copy link',
            description: isMoving
              ? 'The window moves with time; pin it to keep it fixed'
              : 'Query, window and author',
            noun: 'Link',
            text: () => window.location.href,
          },
          {
            label: 'Copy query text',
            description:
              search.where === ''
                ? 'No query: these are the changes to all units'
                : 'For the units, without the window',
            noun: 'Query',
            text: search.where === '' ? undefined : () => search.where,
          },
          {
            label: 'Copy as curl',
            description:
              ofRevisions === undefined
                ? 'This query uses attributes that revisions cannot be filtered by'
                : ofRevisions.length > 1
                  ? `The revisions in this window, as ${ofRevisions.length} lines`
                  : 'The revisions in this window',
            noun: plural(curlWheres?.length ?? 1, 'curl command'),
            text:
              hub === undefined || curlWheres === undefined || curlWheres.length === 0
                ? undefined
                : () => curlWheres.map((where) => revisionsCurlCommand(hub, where)).join('\n'),
          },
          {
            label: 'Copy as cub',
            description: isMany
              ? `cub lists one unit at a time; this query matches ${units.length} units`
              : 'The revisions in this window, one line per unit',
            noun: plural(units.length, 'cub command'),
            text:
              isMany || units.length === 0 || cubWhere === undefined
                ? undefined
                : () => revisionsCubCommand(units, cubWhere),
          },
        ]}
      />
    </ShareMenu>
  )
}

function unitsOf(entries: readonly ActivityEntry[]) {
  const units = new Map<string, { readonly space: string; readonly unit: string }>()
  for (const { Revision, Unit, Space } of entries.flatMap(({ revisions }) => revisions)) {
    const space = Space?.Slug ?? Revision.SpaceSlug
    const unit = Unit?.Slug ?? Revision.UnitSlug
    if (space !== undefined && unit !== undefined) units.set(Revision.UnitID, { space, unit })
  }
  return [...units.values()]
}
