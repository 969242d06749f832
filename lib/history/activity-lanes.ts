import { dimensionsOf } from '#lib/confighub/dimensions.ts'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { type ActivityEntry, timeOf, unitCount } from '#lib/history/activity.ts'
import { type Axis, shareOf } from '#lib/history/activity-axis.ts'
import { authorOf, toolOf } from '#lib/history/author.ts'

export type LaneBy = 'person' | 'region' | 'space' | 'tool'

/** Changes at one position of a lane: usually one, several when their marks would overlap. */
export type Mark = {
  /** Of its first change. */
  readonly key: string
  /** Oldest first. */
  readonly entries: readonly ActivityEntry[]
  /** First and last revision on the axis, 0 to 1. */
  readonly from: number
  readonly to: number
  /** Units touched in this lane. */
  readonly units: number
  readonly actor: 'people' | 'automation' | 'both'
}

export type Lane = {
  readonly key: string
  readonly name: string
  /** The lane is derived from the Slug of the Space, not from a label. */
  readonly isDerived: boolean
  /** Left to right. */
  readonly marks: readonly Mark[]
  readonly changes: number
  readonly revisions: number
}

export type LaneLayout = {
  readonly lanes: readonly Lane[]
  /** How many lanes the last one combines; 0 when none are combined. */
  readonly merged: number
}

export type LaneRules = {
  readonly by: LaneBy
  /** With more lanes than this, the smallest are combined into one. */
  readonly most: number
  /** Marks that begin within this share of the axis are combined. */
  readonly gap: number
  /** The point in time in milliseconds; NaN for none. */
  readonly at: number
}

type Piece = { readonly entry: ActivityEntry; readonly revision: ExtendedRevision }
type Group = { readonly key: string; readonly name: string; readonly pieces: Piece[] }

/**
 * Entries in lanes on a time axis. In each lane a bulk change is one mark. The busiest lane comes first, or, with a
 * point in time, the one with the last change before it.
 */
export function lanesOf(
  entries: readonly ActivityEntry[],
  axis: Axis,
  { by, most, gap, at }: LaneRules,
): LaneLayout {
  const groups = new Map<string, Group>()
  for (const entry of entries) {
    for (const revision of entry.revisions) {
      const { key, name } = laneOf(revision, by)
      const group = groups.get(key) ?? { key, name, pieces: [] }
      group.pieces.push({ entry, revision })
      groups.set(key, group)
    }
  }
  const ranked = [...groups.values()].map((group) => ({ ...group, last: lastBefore(group.pieces, at) }))
  const sorted = ranked.sort(
    (a, b) => b.last - a.last || b.pieces.length - a.pieces.length || a.name.localeCompare(b.name),
  )
  const merged = sorted.length > most ? sorted.splice(most - 1) : []
  const rest = { key: restKey, name: '', pieces: merged.flatMap(({ pieces }) => pieces) }
  return {
    lanes: [...sorted, ...(merged.length > 0 ? [rest] : [])].map((group) => ({
      ...drawn(group, axis, gap),
      isDerived: by === 'region' && group.key !== restKey && group.pieces.some(isBySlug),
    })),
    merged: merged.length,
  }
}

const restKey = 'rest'

function isBySlug({ revision: { Space } }: Piece): boolean {
  if (Space === undefined) return false
  const { region, derived } = dimensionsOf(Space)
  return region === undefined ? derived.environment : derived.region
}

/** The time of the last change at or before a moment; 0 without one. */
function lastBefore(pieces: readonly Piece[], at: number): number {
  return pieces.reduce((last, { revision }) => {
    const time = timeOf(revision)
    return time <= at && time > last ? time : last
  }, 0)
}

function laneOf(revision: ExtendedRevision, by: LaneBy): { key: string; name: string } {
  const { Revision, Space } = revision
  if (by === 'tool') return sameName(toolOf(Revision.UserAgent))
  if (by === 'person') {
    const { UserID, name } = authorOf(revision)
    return { key: UserID, name }
  }
  if (by === 'space') return sameName(Space?.Slug ?? Revision.SpaceSlug ?? 'unknown space')
  if (Space === undefined) return sameName('unknown region')
  const { region, environment } = dimensionsOf(Space)
  return sameName(region ?? (environment === undefined ? 'no region' : `${environment}, no region`))
}

function sameName(name: string) {
  return { key: name, name }
}

function drawn({ key, name, pieces }: Group, axis: Axis, gap: number): Omit<Lane, 'isDerived'> {
  const byEntry = new Map<ActivityEntry, ExtendedRevision[]>()
  for (const { entry, revision } of pieces) {
    const own = byEntry.get(entry)
    if (own === undefined) byEntry.set(entry, [revision])
    else own.push(revision)
  }
  const spots = [...byEntry].map(([entry, revisions]) => spotOf(entry, revisions, axis))
  return {
    key,
    name,
    marks: together(
      spots.sort((a, b) => a.from - b.from || a.to - b.to),
      gap,
    ).map(markOf),
    changes: byEntry.size,
    revisions: pieces.length,
  }
}

type Spot = { entry: ActivityEntry; revisions: readonly ExtendedRevision[]; from: number; to: number }

function spotOf(entry: ActivityEntry, revisions: readonly ExtendedRevision[], axis: Axis): Spot {
  const times = revisions.map(timeOf)
  const onAxis = (time: number) => Math.min(1, Math.max(0, shareOf(time, axis)))
  return { entry, revisions, from: onAxis(Math.min(...times)), to: onAxis(Math.max(...times)) }
}

/** Groups entries that begin so close to the first one that their marks would overlap. */
function together(spots: readonly Spot[], gap: number): Spot[][] {
  const heaps: Spot[][] = []
  for (const spot of spots) {
    const heap = heaps.at(-1)
    const first = heap?.[0]
    if (heap !== undefined && first !== undefined && spot.from - first.from < gap) heap.push(spot)
    else heaps.push([spot])
  }
  return heaps
}

function markOf(spots: readonly Spot[]): Mark {
  const revisions = spots.flatMap((spot) => spot.revisions)
  const robots = spots.filter(({ entry }) => entry.author.isAutomation).length
  return {
    key: spots[0]?.entry.key ?? '',
    entries: spots.map(({ entry }) => entry),
    from: Math.min(...spots.map(({ from }) => from)),
    to: Math.max(...spots.map(({ to }) => to)),
    units: unitCount({ revisions }),
    actor: robots === 0 ? 'people' : robots === spots.length ? 'automation' : 'both',
  }
}

export type MarkPlace = { readonly lane: number; readonly mark: number }

/** The target of an arrow key: the next mark in time, or the nearest mark of the lane above or below. */
export function nextPlace(
  lanes: readonly Lane[],
  { lane, mark }: MarkPlace,
  key: string,
): MarkPlace | undefined {
  const marks = lanes[lane]?.marks ?? []
  const last = marks.length - 1
  const along = { ArrowLeft: mark - 1, ArrowRight: mark + 1, Home: 0, End: last }[key]
  if (along !== undefined) return { lane, mark: Math.min(last, Math.max(0, along)) }
  const across = { ArrowUp: lane - 1, ArrowDown: lane + 1 }[key]
  const here = marks[mark]
  if (across === undefined || here === undefined) return undefined
  const others = lanes[across]?.marks ?? []
  if (others.length === 0) return { lane, mark }
  const distance = (other: Mark) => Math.abs(other.from - here.from)
  return {
    lane: across,
    mark: others.reduce((best, other, index) => {
      const bestMark = others[best]
      return bestMark !== undefined && distance(other) < distance(bestMark) ? index : best
    }, 0),
  }
}
