import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { type Author, authorOf, toolOf } from '#lib/history/author.ts'

/** What somebody did: one revision, or all revisions of one bulk change. */
export type ActivityEntry = {
  readonly key: string
  readonly revisions: readonly ExtendedRevision[]
  readonly author: Author
  readonly tool: string
  readonly reason: string
  readonly source: string
  /** ISO times of the first and the last revision. */
  readonly from: string
  readonly to: string
  /** The Tag that holds a change of Hubdeck together. */
  readonly tagId?: string
}

/** Revisions per stretch of time, for a histogram. */
export type Bucket = {
  readonly from: string
  readonly to: string
  readonly people: number
  readonly automation: number
}

/** Same author, reason, tool and source within this time of one another are one bulk change, when no Tag says so. */
const togetherMs = 60_000

/** Newest first. */
export function groupActivity(
  revisions: readonly ExtendedRevision[],
  changeTagIds: ReadonlySet<string> = new Set(),
): ActivityEntry[] {
  const newestFirst = [...revisions].sort((a, b) => timeOf(b) - timeOf(a))
  const groups: ExtendedRevision[][] = []
  const open = new Map<string, ExtendedRevision[]>()
  for (const revision of newestFirst) {
    const tagId = tagOf(revision, changeTagIds)
    const key = tagId ?? likeness(revision)
    const group = open.get(key)
    const last = group?.at(-1)
    if (group !== undefined && last !== undefined && (tagId !== undefined || isSoon(revision, last))) {
      group.push(revision)
    } else {
      const fresh = [revision]
      groups.push(fresh)
      open.set(key, fresh)
    }
  }
  return groups.flatMap((group) => entryOf(group, changeTagIds) ?? [])
}

export function bucketsOf(
  revisions: readonly ExtendedRevision[],
  { from, to, count }: { from: Date; to: Date; count: number },
): Bucket[] {
  const start = from.getTime()
  const width = (to.getTime() - start) / count
  const people = new Array<number>(count).fill(0)
  const automation = new Array<number>(count).fill(0)
  for (const revision of revisions) {
    const index = Math.floor((timeOf(revision) - start) / width)
    const row = authorOf(revision).isAutomation ? automation : people
    if (index >= 0 && index < count) row[index] = (row[index] ?? 0) + 1
  }
  return people.map((amount, index) => ({
    from: new Date(start + index * width).toISOString(),
    to: new Date(start + (index + 1) * width).toISOString(),
    people: amount,
    automation: automation[index] ?? 0,
  }))
}

function entryOf(
  group: readonly ExtendedRevision[],
  changeTagIds: ReadonlySet<string>,
): ActivityEntry | undefined {
  const [newest] = group
  const oldest = group.at(-1)
  if (newest === undefined || oldest === undefined) return undefined
  const tagId = tagOf(newest, changeTagIds)
  return {
    key: tagId ?? newest.Revision.RevisionID,
    revisions: group,
    author: authorOf(newest),
    tool: toolOf(newest.Revision.UserAgent),
    reason: newest.Revision.Description ?? '',
    source: newest.Revision.Source ?? '',
    from: oldest.Revision.CreatedAt ?? '',
    to: newest.Revision.CreatedAt ?? '',
    ...(tagId === undefined ? {} : { tagId }),
  }
}

/** Releases and pins are Tags too: only those that are changes hold revisions together. */
function tagOf({ Revision }: ExtendedRevision, changeTagIds: ReadonlySet<string>): string | undefined {
  return Object.keys(Revision.Tags ?? {}).find((id) => changeTagIds.has(id))
}

function likeness({ Revision }: ExtendedRevision): string {
  return JSON.stringify([Revision.UserID, Revision.Description, Revision.UserAgent, Revision.Source])
}

function isSoon(a: ExtendedRevision, b: ExtendedRevision): boolean {
  return Math.abs(timeOf(a) - timeOf(b)) <= togetherMs
}

function timeOf({ Revision }: ExtendedRevision): number {
  return Date.parse(Revision.CreatedAt ?? '') || 0
}
