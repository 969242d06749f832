import { zeroId } from '#lib/base/uuid.ts'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import type { Axis } from '#lib/history/activity-axis.ts'
import { type Author, authorOf, toolOf } from '#lib/history/author.ts'

/** One change: a revision, or all revisions of a bulk change. */
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

/** Revisions per time range, for a histogram. */
export type Bucket = Axis & {
  readonly people: number
  readonly automation: number
}

/**
 * Without a Tag, revisions with the same author, reason, tool, source and ChangeSet count as one bulk change if they
 * are within this time of one another. In a ChangeSet the time does not matter.
 */
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
    // Anyone may put a Tag on anything: revisions by another author or for another reason count as another change.
    const key = tagId === undefined ? likeness(revision) : `${tagId} ${likeness(revision)}`
    const group = open.get(key)
    const last = group?.at(-1)
    const isKept = tagId !== undefined || changeSetOf(revision) !== undefined
    if (group !== undefined && last !== undefined && (isKept || isSoon(revision, last))) {
      group.push(revision)
    } else {
      const fresh = [revision]
      groups.push(fresh)
      open.set(key, fresh)
    }
  }
  return keyedByTag(groups.flatMap((group) => entryOf(group, changeTagIds) ?? []))
}

/** A Tag identifies one entry; a Tag on several entries identifies none of them. */
function keyedByTag(entries: readonly ActivityEntry[]): ActivityEntry[] {
  const ofTag = Map.groupBy(entries, ({ tagId }) => tagId)
  return entries.map((entry) =>
    entry.tagId !== undefined && ofTag.get(entry.tagId)?.length === 1
      ? { ...entry, key: entry.tagId }
      : entry,
  )
}

/** Revisions by parts of the axis; one that falls on a cut belongs to the later part, one on the end to the last. */
export function bucketsOf(revisions: readonly ExtendedRevision[], parts: readonly Axis[]): Bucket[] {
  const counts = parts.map(() => ({ people: 0, automation: 0 }))
  for (const revision of revisions) {
    const time = timeOf(revision)
    const last = parts.length - 1
    const index = parts.findIndex(
      ({ from, to }, at) => time >= from && (time < to || (at === last && time === to)),
    )
    const count = counts[index]
    if (count !== undefined) count[authorOf(revision).isAutomation ? 'automation' : 'people'] += 1
  }
  return parts.map((part, index) => ({ ...part, people: 0, automation: 0, ...counts[index] }))
}

/** How many different units an entry changed; a unit may have been written twice. */
export function unitCount({ revisions }: Pick<ActivityEntry, 'revisions'>): number {
  return new Set(revisions.map(({ Revision }) => Revision.UnitID)).size
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
    key: newest.Revision.RevisionID,
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

function likeness(revision: ExtendedRevision): string {
  const { UserID, Description, UserAgent, Source } = revision.Revision
  return JSON.stringify([UserID, Description, UserAgent, Source, changeSetOf(revision)])
}

/** The zero id stands for none. */
function changeSetOf({ Revision: { ChangeSetID } }: ExtendedRevision): string | undefined {
  return ChangeSetID === zeroId ? undefined : ChangeSetID
}

function isSoon(a: ExtendedRevision, b: ExtendedRevision): boolean {
  return Math.abs(timeOf(a) - timeOf(b)) <= togetherMs
}

export function timeOf({ Revision }: ExtendedRevision): number {
  return Date.parse(Revision.CreatedAt ?? '') || 0
}
