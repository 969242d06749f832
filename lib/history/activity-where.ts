import { wholeSeconds } from '#lib/history/activity-window.ts'
import { automationUserId } from '#lib/history/author.ts'

/** The revisions of a window as a `where` on revisions. */
export function activityWhere({
  from,
  to,
  user,
  who = 'all',
  units,
}: {
  readonly from: Date
  readonly to: Date | undefined
  /** UserID; empty for everyone. */
  readonly user: string
  readonly who?: 'all' | 'people' | 'automation'
  /** Conditions on the units, rewritten for revisions; empty for all. */
  readonly units: string
}): string {
  const automation = {
    all: [],
    people: [`UserID != '${automationUserId}'`],
    automation: [`UserID = '${automationUserId}'`],
  }
  return [
    `CreatedAt >= '${wholeSeconds(from, 'down')}'`,
    ...(to === undefined ? [] : [`CreatedAt <= '${wholeSeconds(to, 'up')}'`]),
    ...(user === '' ? [] : [`UserID = '${user}'`]),
    ...automation[who],
    ...(units === '' ? [] : [units]),
  ].join(' AND ')
}
